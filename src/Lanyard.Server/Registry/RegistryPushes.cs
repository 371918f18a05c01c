using System.Globalization;
using System.Text;
using Lanyard.Containers.Images;
using Lanyard.Services.Ecr;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.Registry;

/// <summary>
/// Writing to the registry: uploads need <c>ecr:InitiateLayerUpload</c>, <c>ecr:UploadLayerPart</c> and
/// <c>ecr:CompleteLayerUpload</c>, manifests <c>ecr:PutImage</c>. Layers stream to disk and are never held.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html" />
internal sealed class RegistryPushes(EcrService ecr)
{
    /// <summary>POST: begins an upload; with a digest the whole layer is in the body. A mount from another repository begins one too.</summary>
    public async Task BeginAsync(RegistryCall call, RegistryPath target)
    {
        var output = await call.SendAsync(
            EcrModel.InitiateLayerUpload,
            new InitiateLayerUploadInput { RepositoryName = target.Repository }
        );
        var begun = target with { Reference = output.UploadId! };
        if (call.Http.Request.Query.ContainsKey("digest"))
        {
            await CompleteAsync(call, begun);
            return;
        }

        Accept(call, begun, received: 0);
    }

    /// <summary>PATCH: adds the body to an upload.</summary>
    public async Task AppendAsync(RegistryCall call, RegistryPath target)
    {
        var upload = Find(call, target);
        var start = StartOf(call.Http.Request);
        if (start is { } first && first != upload.Received)
        {
            Accept(call, target, upload.Received, StatusCodes.Status416RangeNotSatisfiable);
            return;
        }

        await StreamAsync(call, target, upload);
        Accept(call, target, upload.Received);
    }

    /// <summary>PUT: adds what is in the body, if anything, and ends the upload.</summary>
    public async Task CompleteAsync(RegistryCall call, RegistryPath target)
    {
        var digest = call.Http.Request.Query["digest"].ToString();
        var upload = Find(call, target);
        if (call.Http.Request.ContentLength is not 0)
        {
            await StreamAsync(call, target, upload);
        }

        var output = await call.SendAsync(
            EcrModel.CompleteLayerUpload,
            new CompleteLayerUploadInput
            {
                RepositoryName = target.Repository,
                UploadId = target.Reference,
                LayerDigests = [digest],
            }
        );
        call.Http.Response.StatusCode = StatusCodes.Status201Created;
        call.Http.Response.Headers.Location = $"/v2/{target.Repository}/blobs/{output.LayerDigest}";
        call.Http.Response.Headers["Docker-Content-Digest"] = output.LayerDigest;
    }

    /// <summary>GET: says how far an upload is.</summary>
    public Task StatusAsync(RegistryCall call, RegistryPath target)
    {
        Accept(call, target, Find(call, target).Received, StatusCodes.Status204NoContent);
        return Task.CompletedTask;
    }

    /// <summary>PUT of a manifest by tag or digest.</summary>
    public static async Task PutManifestAsync(RegistryCall call, RegistryPath target)
    {
        var id = RegistryPulls.IdOf(target.Reference);
        var output = await call.SendAsync(
            EcrModel.PutImage,
            new PutImageInput
            {
                RepositoryName = target.Repository,
                ImageManifest = Encoding.UTF8.GetString(await ReadManifestAsync(call)),
                ImageManifestMediaType = call.Http.Request.ContentType,
                ImageTag = id.ImageTag,
                ImageDigest = id.ImageDigest,
            }
        );
        var digest = output.Image!.ImageId!.ImageDigest;
        call.Http.Response.StatusCode = StatusCodes.Status201Created;
        call.Http.Response.Headers.Location = $"/v2/{target.Repository}/manifests/{digest}";
        call.Http.Response.Headers["Docker-Content-Digest"] = digest;
    }

    /// <summary>DELETE of a manifest by digest, or of a tag.</summary>
    public static async Task DeleteManifestAsync(RegistryCall call, RegistryPath target)
    {
        var output = await call.SendAsync(
            EcrModel.BatchDeleteImage,
            new BatchDeleteImageInput
            {
                RepositoryName = target.Repository,
                ImageIds = [RegistryPulls.IdOf(target.Reference)],
            }
        );
        if (output.Failures is { Count: > 0 })
        {
            await RegistryErrors.WriteAsync(call.Http, 404, "MANIFEST_UNKNOWN", "Requested image not found");
            return;
        }

        call.Http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private LayerUpload Find(RegistryCall call, RegistryPath target) =>
        ecr.Uploads.Find(call.KeyOf(target.Repository), target.Reference)
        ?? throw new AwsException("UploadNotFoundException", "blob upload unknown to registry");

    // The call without bytes is the decision; the bytes follow only when it was granted.
    private static async Task StreamAsync(RegistryCall call, RegistryPath target, LayerUpload upload)
    {
        var first = upload.Received;
        await call.SendAsync(
            EcrModel.UploadLayerPart,
            new UploadLayerPartInput
            {
                RepositoryName = target.Repository,
                UploadId = upload.Id,
                PartFirstByte = first,
                PartLastByte = first + Math.Max(0, (call.Http.Request.ContentLength ?? 1) - 1),
                LayerPartBlob = ReadOnlyMemory<byte>.Empty,
            }
        );
        await upload.AppendAsync(call.Http.Request.Body, call.Aborted);
    }

    private static async Task<byte[]> ReadManifestAsync(RegistryCall call)
    {
        using var held = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await call.Http.Request.Body.ReadAsync(buffer, call.Aborted)) > 0)
        {
            if (held.Length + read > ManifestDocument.LongestBytes)
            {
                throw new AwsException("InvalidParameterException", "the manifest is larger than 4 MiB");
            }

            held.Write(buffer, 0, read);
        }

        return held.ToArray();
    }

    private static long? StartOf(HttpRequest request)
    {
        var range = request.Headers.ContentRange.ToString();
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        return
            dash > 0
            && long.TryParse(range.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start
            : null;
    }

    private static void Accept(
        RegistryCall call,
        RegistryPath target,
        long received,
        int status = StatusCodes.Status202Accepted
    )
    {
        var response = call.Http.Response;
        response.StatusCode = status;
        response.Headers.Location = $"/v2/{target.Repository}/blobs/uploads/{target.Reference}";
        response.Headers.Range = string.Create(CultureInfo.InvariantCulture, $"0-{Math.Max(0, received - 1)}");
        response.Headers["Docker-Upload-UUID"] = target.Reference;
    }
}
