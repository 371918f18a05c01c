using System.Globalization;
using System.Text;
using Lanyard.Containers.Images;
using Lanyard.Services.Ecr;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.Registry;

/// <summary>
/// Writing to the registry: uploads need <c>ecr:InitiateLayerUpload</c>, <c>ecr:UploadLayerPart</c> and
/// <c>ecr:CompleteLayerUpload</c>, manifests <c>ecr:PutImage</c>. Layers stream to disk and are never held. What the
/// repository has already is taken again, though the API calls it an error: clients push the same thing at once.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html" />
internal sealed class RegistryPushes(EcrService ecr)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>POST: begins an upload; with a digest the whole layer is in the body. A mount from another repository begins one too.</summary>
    public async Task BeginAsync(RegistryCall call, RegistryPath target)
    {
        var output = await call.SendAsync(
            EcrModel.InitiateLayerUpload,
            new InitiateLayerUploadInput { RegistryId = call.RegistryId, RepositoryName = target.Repository }
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
        if (await StreamAsync(call, target) is { } upload)
        {
            Accept(call, target, upload.Received);
        }
    }

    /// <summary>PUT: adds what is in the body, if anything, and ends the upload.</summary>
    public async Task CompleteAsync(RegistryCall call, RegistryPath target)
    {
        var digest = call.Http.Request.Query["digest"].ToString();
        if (!Digest.TryParse(digest, out _))
        {
            await RegistryErrors.WriteAsync(
                call.Http,
                StatusCodes.Status400BadRequest,
                "DIGEST_INVALID",
                "a layer's digest is `sha256:` and 64 lower-case hexadecimal digits"
            );
            return;
        }

        if (call.Http.Request.ContentLength is not 0 && await StreamAsync(call, target) is null)
        {
            return;
        }

        var input = new CompleteLayerUploadInput
        {
            RegistryId = call.RegistryId,
            RepositoryName = target.Repository,
            UploadId = target.Reference,
            LayerDigests = [digest],
        };
        try
        {
            await call.SendAsync(EcrModel.CompleteLayerUpload, input);
        }
        catch (AwsException error) when (error.Code == EcrErrorCodes.LayerAlreadyExistsException)
        {
            // Somebody was faster with the same bytes.
        }

        Create(call, $"/v2/{target.Repository}/blobs/{digest}", digest);
    }

    /// <summary>GET: says how far an upload is.</summary>
    public async Task StatusAsync(RegistryCall call, RegistryPath target)
    {
        var upload = Find(call, target);
        try
        {
            await AskAsync(call, target, upload?.Received ?? 0);
        }
        catch (AwsException error) when (upload is not null && error.Code == EcrErrorCodes.InvalidLayerPartException)
        {
            // More has come since it was asked.
        }

        Accept(call, target, upload!.Received, StatusCodes.Status204NoContent);
    }

    /// <summary>PUT of a manifest by tag or digest.</summary>
    public static async Task PutManifestAsync(RegistryCall call, RegistryPath target)
    {
        var id = RegistryPulls.IdOf(target.Reference);
        var bytes = await ReadManifestAsync(call);
        var input = new PutImageInput
        {
            RegistryId = call.RegistryId,
            RepositoryName = target.Repository,
            ImageManifest = TextOf(bytes),
            ImageManifestMediaType = call.Http.Request.ContentType,
            ImageTag = id.ImageTag,
            ImageDigest = id.ImageDigest,
        };
        try
        {
            await call.SendAsync(EcrModel.PutImage, input);
        }
        catch (AwsException error) when (error.Code == EcrErrorCodes.ImageAlreadyExistsException)
        {
            // It is where it should be.
        }

        var digest = Digest.Of(bytes.Span).ToString();
        Create(call, $"/v2/{target.Repository}/manifests/{digest}", digest);
    }

    /// <summary>DELETE of a manifest by digest, or of a tag.</summary>
    public static async Task DeleteManifestAsync(RegistryCall call, RegistryPath target)
    {
        var output = await call.SendAsync(
            EcrModel.BatchDeleteImage,
            new BatchDeleteImageInput
            {
                RegistryId = call.RegistryId,
                RepositoryName = target.Repository,
                ImageIds = [RegistryPulls.IdOf(target.Reference)],
            }
        );
        if (output.Failures is [var failure, ..])
        {
            var (status, code) =
                failure.FailureCode == "ImageReferencedByManifestList"
                    ? (StatusCodes.Status403Forbidden, "DENIED")
                    : (StatusCodes.Status404NotFound, "MANIFEST_UNKNOWN");
            await RegistryErrors.WriteAsync(call.Http, status, code, failure.FailureReason!);
            return;
        }

        call.Http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private LayerUpload? Find(RegistryCall call, RegistryPath target) =>
        ecr.Uploads.Find(call.KeyOf(target.Repository), target.Reference);

    // Null: the bytes do not belong where the client wants them, and it has been told how far the upload is.
    private async Task<LayerUpload?> StreamAsync(RegistryCall call, RegistryPath target)
    {
        var upload = Find(call, target);
        var first = StartOf(call.Http.Request) ?? upload?.Received ?? 0;
        try
        {
            await AskAsync(call, target, first);
            await upload!.AppendAsync(first, call.Http.Request.Body, call.Aborted);
            return upload;
        }
        catch (AwsException error) when (upload is not null && error.Code == EcrErrorCodes.InvalidLayerPartException)
        {
            Accept(call, target, upload.Received, StatusCodes.Status416RangeNotSatisfiable);
            return null;
        }
    }

    // The call without bytes is the decision, and finds the upload; the bytes follow only when it was granted.
    private static async Task AskAsync(RegistryCall call, RegistryPath target, long first) =>
        await call.SendAsync(
            EcrModel.UploadLayerPart,
            new UploadLayerPartInput
            {
                RegistryId = call.RegistryId,
                RepositoryName = target.Repository,
                UploadId = target.Reference,
                PartFirstByte = first,
                PartLastByte = first + Math.Max(0, (call.Http.Request.ContentLength ?? 1) - 1),
                LayerPartBlob = ReadOnlyMemory<byte>.Empty,
            }
        );

    private static async Task<ReadOnlyMemory<byte>> ReadManifestAsync(RegistryCall call) =>
        await HeldBody.ReadAsync(call.Http.Request.Body, ManifestDocument.LongestBytes, call.Aborted)
        ?? throw new AwsException(EcrErrorCodes.InvalidParameterException, "the manifest is larger than 4 MiB");

    private static string TextOf(ReadOnlyMemory<byte> manifest)
    {
        try
        {
            return Utf8.GetString(manifest.Span);
        }
        catch (DecoderFallbackException)
        {
            throw new AwsException(EcrErrorCodes.InvalidParameterException, "the manifest is not UTF-8");
        }
    }

    private static long? StartOf(HttpRequest request)
    {
        var range = request.Headers.ContentRange.ToString();
        if (range.Length == 0)
        {
            return null;
        }

        // `first-last`, as the specification of registries has it; `bytes first-last/size` is that of HTTP.
        var first = range.Replace("bytes ", "", StringComparison.OrdinalIgnoreCase).Split('-', 2)[0];
        return long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start
            : throw new AwsException(
                EcrErrorCodes.InvalidLayerPartException,
                $"the Content-Range `{range}` cannot be read"
            );
    }

    private static void Create(RegistryCall call, string location, string digest)
    {
        var response = call.Http.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.Headers.Location = location;
        response.Headers["Docker-Content-Digest"] = digest;
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
