using System.Text;
using Lanyard.Containers.Images;
using Lanyard.Services.Ecr;
using Lanyard.Wire.Models.Ecr;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanyard.Server.Registry;

/// <summary>Reading from the registry: manifests need <c>ecr:BatchGetImage</c>, layers <c>ecr:GetDownloadUrlForLayer</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html" />
internal sealed class RegistryPulls(EcrService ecr)
{
    private const string Digest = "Docker-Content-Digest";

    private const int LargestPage = 1000;

    // The results of ASP.NET look for a logger among the request's services; the web server has none.
    private static readonly ServiceProvider ResultServices = new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .BuildServiceProvider();

    /// <summary>GET or HEAD of a manifest by tag or digest.</summary>
    public static async Task ManifestAsync(RegistryCall call, RegistryPath target)
    {
        var output = await call.SendAsync(
            EcrModel.BatchGetImage,
            new BatchGetImageInput
            {
                RegistryId = call.RegistryId,
                RepositoryName = target.Repository,
                ImageIds = [IdOf(target.Reference)],
                AcceptedMediaTypes = MediaTypes.Manifests,
            }
        );
        if (output.Images is not [var image, ..])
        {
            await RegistryErrors.WriteAsync(call.Http, 404, "MANIFEST_UNKNOWN", "Requested image not found");
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(image.ImageManifest!);
        call.Http.Response.Headers[Digest] = image.ImageId!.ImageDigest;
        call.Http.Response.ContentType = image.ImageManifestMediaType;
        call.Http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(call.Http.Request.Method))
        {
            await call.Http.Response.Body.WriteAsync(bytes, call.Aborted);
        }
    }

    /// <summary>HEAD of a layer: does the repository have it?</summary>
    public static async Task CheckBlobAsync(RegistryCall call, RegistryPath target)
    {
        var output = await call.SendAsync(
            EcrModel.BatchCheckLayerAvailability,
            new BatchCheckLayerAvailabilityInput
            {
                RegistryId = call.RegistryId,
                RepositoryName = target.Repository,
                LayerDigests = [target.Reference],
            }
        );
        if (output.Layers is not [{ LayerAvailability: "AVAILABLE" } layer, ..])
        {
            call.Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        call.Http.Response.Headers[Digest] = layer.LayerDigest;
        call.Http.Response.ContentType = "application/octet-stream";
        call.Http.Response.ContentLength = layer.LayerSize;
    }

    /// <summary>GET of a layer. ECR sends clients to S3 for it; here it comes at once, under the same decision.</summary>
    public async Task BlobAsync(RegistryCall call, RegistryPath target)
    {
        var output = await call.SendAsync(
            EcrModel.GetDownloadUrlForLayer,
            new GetDownloadUrlForLayerInput
            {
                RegistryId = call.RegistryId,
                RepositoryName = target.Repository,
                LayerDigest = target.Reference,
            }
        );
        call.Http.Response.Headers[Digest] = output.LayerDigest;
        await DownloadAsync(
            call.Http,
            await ecr.Downloads.OpenAsync(new Uri(output.DownloadUrl!).AbsolutePath, call.Aborted)
        );
    }

    /// <summary>Sends the bytes of a layer, or the range of them that is asked for, and closes it.</summary>
    /// <param name="layer">The layer; null when its address is not good.</param>
    public static async Task DownloadAsync(HttpContext context, Stream? layer)
    {
        if (layer is null)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        // Clients go on with a broken pull where it broke off.
        context.RequestServices = ResultServices;
        await TypedResults.Stream(layer, "application/octet-stream", enableRangeProcessing: true).ExecuteAsync(context);
    }

    /// <summary>The tags of a repository.</summary>
    public static async Task TagsAsync(RegistryCall call, RegistryPath target)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            var output = await call.SendAsync(
                EcrModel.ListImages,
                new ListImagesInput
                {
                    RegistryId = call.RegistryId,
                    RepositoryName = target.Repository,
                    NextToken = token,
                    MaxResults = LargestPage,
                }
            );
            tags.UnionWith((output.ImageIds ?? []).Select(id => id.ImageTag).OfType<string>());
            token = output.NextToken;
        } while (token is not null);

        await RegistryLists.WriteAsync(call.Http, target.Repository, "tags", tags);
    }

    /// <summary>The repositories of the registry.</summary>
    public static async Task CatalogAsync(RegistryCall call)
    {
        var names = new List<string>();
        string? token = null;
        do
        {
            var output = await call.SendAsync(
                EcrModel.DescribeRepositories,
                new DescribeRepositoriesInput
                {
                    RegistryId = call.RegistryId,
                    NextToken = token,
                    MaxResults = LargestPage,
                }
            );
            names.AddRange((output.Repositories ?? []).Select(repository => repository.RepositoryName!));
            token = output.NextToken;
        } while (token is not null);

        await RegistryLists.WriteAsync(call.Http, name: null, "repositories", names);
    }

    /// <summary>A reference as the API names images: a digest holds a colon, a tag cannot.</summary>
    internal static ImageIdentifier IdOf(string reference) =>
        reference.Contains(':', StringComparison.Ordinal)
            ? new ImageIdentifier { ImageDigest = reference }
            : new ImageIdentifier { ImageTag = reference };
}
