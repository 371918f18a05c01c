using System.Text.Json;
using Lanyard.Server.Gateway;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.Registry;

/// <summary>Errors as registry clients expect them: the codes of the distribution specification, with ECR's sentences.</summary>
/// <seealso href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes" />
internal static class RegistryErrors
{
    /// <summary>Answers what the ECR API refused or could not do.</summary>
    public static Task WriteAsync(HttpContext context, AwsException error)
    {
        var (status, code) = error.Code switch
        {
            "AccessDeniedException" => (403, "DENIED"),
            EcrErrorCodes.RepositoryNotFoundException => (404, "NAME_UNKNOWN"),
            EcrErrorCodes.ImageNotFoundException => (404, "MANIFEST_UNKNOWN"),
            EcrErrorCodes.LayersNotFoundException => (404, "BLOB_UNKNOWN"),
            EcrErrorCodes.ReferencedImagesNotFoundException => (404, "MANIFEST_BLOB_UNKNOWN"),
            EcrErrorCodes.UploadNotFoundException => (404, "BLOB_UPLOAD_UNKNOWN"),
            EcrErrorCodes.ImageTagAlreadyExistsException => (400, "TAG_INVALID"),
            EcrErrorCodes.InvalidLayerException => (400, "DIGEST_INVALID"),
            EcrErrorCodes.ImageDigestDoesNotMatchException => (400, "DIGEST_INVALID"),
            EcrErrorCodes.InvalidLayerPartException => (416, "BLOB_UPLOAD_INVALID"),
            EcrErrorCodes.EmptyUploadException => (400, "BLOB_UPLOAD_INVALID"),
            EcrErrorCodes.InvalidParameterException => OfParameter(error.Message),
            _ => (error.StatusCode, "UNKNOWN"),
        };
        return WriteAsync(context, status, code, error.Message);
    }

    // ECR names the parameter in its sentence; here each has a code of its own.
    private static (int Status, string Code) OfParameter(string sentence) =>
        Named(sentence, "repositoryName") ? (400, "NAME_INVALID")
        : Named(sentence, "uploadId") ? (404, "BLOB_UPLOAD_UNKNOWN")
        : Named(sentence, "imageTag") ? (400, "TAG_INVALID")
        : Named(sentence, "Digest") ? (400, "DIGEST_INVALID")
        : (400, "MANIFEST_INVALID");

    private static bool Named(string sentence, string parameter) =>
        sentence.Split('\'', 3) is [_, var name, _] && name.Contains(parameter, StringComparison.Ordinal);

    /// <summary>Answers an error; a HEAD request gets its status alone.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        using var body = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("errors");
            writer.WriteStartObject();
            writer.WriteString("code", code);
            writer.WriteString("message", message);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }

    /// <summary>Asks for a login.</summary>
    public static Task ChallengeAsync(HttpContext context)
    {
        var realm = $"{context.Request.Scheme}://{context.Request.Host}/";
        context.Response.Headers.WWWAuthenticate = $"Basic realm=\"{realm}\",service=\"ecr.amazonaws.com\"";
        return Answer.TextAsync(context, StatusCodes.Status401Unauthorized, "Not Authorized\n");
    }
}
