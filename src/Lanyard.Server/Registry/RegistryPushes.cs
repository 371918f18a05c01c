using System.Globalization;
using System.Text;
using Lanyard.Containers.Images;
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
internal static class RegistryPushes
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>POST: begins an upload; with a digest the whole layer is in the body. A mount from another repository begins one too.</summary>
    public static async Task BeginAsync(RegistryCall call, RegistryPath target)
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

        Accept(call, begun, last: 0);
    }

    /// <summary>PATCH: adds the body to an upload.</summary>
    public static async Task AppendAsync(RegistryCall call, RegistryPath target)
    {
        if (await StreamAsync(call, target) is { } last)
        {
            Accept(call, target, last);
        }
    }

    /// <summary>PUT: adds what is in the body, if anything, and ends the upload.</summary>
    public static async Task CompleteAsync(RegistryCall call, RegistryPath target)
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
    public static async Task StatusAsync(RegistryCall call, RegistryPath target) =>
        Accept(call, target, await LastAsync(call, target), StatusCodes.Status204NoContent);

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

    // The last byte that has come. Null: these do not belong where the client wants them, and it has been told how far the
    // upload is.
    private static async Task<long?> StreamAsync(RegistryCall call, RegistryPath target)
    {
        var said = StartOf(call.Http.Request);
        try
        {
            return await SendBodyAsync(call, target, said ?? 0);
        }
        catch (AwsException error) when (error.Code == EcrErrorCodes.InvalidLayerPartException)
        {
            // Nothing of the body was read. It goes to the end when the client does not say where.
            var last = await LastAsync(call, target);
            if (said is null)
            {
                return await SendBodyAsync(call, target, last + 1);
            }

            Accept(call, target, last, StatusCodes.Status416RangeNotSatisfiable);
            return null;
        }
    }

    private static async Task<long> SendBodyAsync(RegistryCall call, RegistryPath target, long first) =>
        await PartAsync(call, target, first, call.Http.Request.ContentLength, call.Http.Request.Body);

    // A part of no bytes.
    private static async Task<long> LastAsync(RegistryCall call, RegistryPath target) =>
        await PartAsync(call, target, first: 0, length: 0, payload: null);

    private static async Task<long> PartAsync(
        RegistryCall call,
        RegistryPath target,
        long first,
        long? length,
        Stream? payload
    )
    {
        var input = new UploadLayerPartInput
        {
            RegistryId = call.RegistryId,
            RepositoryName = target.Repository,
            UploadId = target.Reference,
            PartFirstByte = first,
            PartLastByte = first + Math.Max(0, (length ?? 1) - 1),
            LayerPartBlob = ReadOnlyMemory<byte>.Empty,
        };
        return (await call.SendAsync(EcrModel.UploadLayerPart, input, payload)).LastByteReceived ?? 0;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadManifestAsync(RegistryCall call) =>
        await HeldBody.ReadAsync(call.Http.Request.Body, ManifestDocument.LongestBytes, take: null, call.Aborted)
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
        long last,
        int status = StatusCodes.Status202Accepted
    )
    {
        var response = call.Http.Response;
        response.StatusCode = status;
        response.Headers.Location = $"/v2/{target.Repository}/blobs/uploads/{target.Reference}";
        response.Headers.Range = string.Create(CultureInfo.InvariantCulture, $"0-{last}");
        response.Headers["Docker-Upload-UUID"] = target.Reference;
    }
}
