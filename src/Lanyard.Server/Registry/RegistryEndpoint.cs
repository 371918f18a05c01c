using System.Text;
using Lanyard.Access.Admission;
using Lanyard.Server.Gateway;
using Lanyard.Services.Ecr;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Errors;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.Registry;

/// <summary>
/// The registry that <c>docker</c>, <c>skopeo</c> and our own commands push to and pull from. Each request becomes a call
/// of the ECR API through the front door, as whoever the password stands for.
/// </summary>
/// <seealso href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md" />
internal sealed class RegistryEndpoint(FrontDoor door, EcrService ecr) : IEndpoint
{
    private readonly RegistryPulls _pulls = new(ecr);
    private readonly RegistryPushes _pushes = new(ecr);

    /// <summary>Whether a request is for the registry: a signed one is for a bucket that the host names, whatever its key.</summary>
    public static bool Answers(HttpRequest request) =>
        (
            request.Path.StartsWithSegments("/v2", StringComparison.Ordinal)
            || request.Path.StartsWithSegments("/_layers", StringComparison.Ordinal)
        )
        && !request.Headers.Authorization.ToString().StartsWith("AWS4-", StringComparison.Ordinal)
        && !request.QueryString.ToString().Contains("X-Amz-Signature=", StringComparison.Ordinal);

    /// <inheritdoc />
    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith(LayerDownloads.Path, StringComparison.Ordinal))
        {
            await RegistryPulls.DownloadAsync(context, await ecr.Downloads.OpenAsync(path, context.RequestAborted));
            return;
        }

        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        if (PasswordOf(context.Request) is not { } password)
        {
            await RegistryErrors.ChallengeAsync(context);
            return;
        }

        // A password is good in its own region alone; any other host name than ECR's says nothing of registry and region.
        var registry = EcrRegistry.TryParse(context.Request.Host.Host, out var named) ? named : null;
        if (
            ecr.Authorization.Resolve(password) is not { } grant
            || (registry is not null && registry.Region != grant.Region)
        )
        {
            const string Expired = "Your authorization token has expired. Reauthenticate and try again.";
            await RegistryErrors.WriteAsync(context, StatusCodes.Status403Forbidden, "DENIED", Expired);
            return;
        }

        try
        {
            await RouteAsync(new RegistryCall(context, door, grant, registry?.RegistryId), path);
        }
        catch (AwsException error)
        {
            await RegistryErrors.WriteAsync(context, error);
        }
    }

    /// <inheritdoc />
    public Task FailAsync(HttpContext context, string requestId) =>
        RegistryErrors.WriteAsync(context, 500, "UNKNOWN", $"unknown error; request {requestId}");

    private Task RouteAsync(RegistryCall call, string path)
    {
        var method = call.Http.Request.Method;
        var isRead = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        if (path.Trim('/') == "v2")
        {
            call.Http.Response.StatusCode = StatusCodes.Status200OK;
            return Task.CompletedTask;
        }

        if (path.Trim('/') == "v2/_catalog" && isRead)
        {
            return RegistryPulls.CatalogAsync(call);
        }

        return RegistryPath.Parse(path) switch
        {
            { Kind: "manifests" } target when isRead => RegistryPulls.ManifestAsync(call, target),
            { Kind: "blobs" } target when HttpMethods.IsHead(method) => RegistryPulls.CheckBlobAsync(call, target),
            { Kind: "blobs" } target when HttpMethods.IsGet(method) => _pulls.BlobAsync(call, target),
            { Kind: "tags" } target when isRead => RegistryPulls.TagsAsync(call, target),
            { Kind: "manifests" } target when HttpMethods.IsPut(method) => RegistryPushes.PutManifestAsync(
                call,
                target
            ),
            { Kind: "manifests" } target when HttpMethods.IsDelete(method) => RegistryPushes.DeleteManifestAsync(
                call,
                target
            ),
            { Kind: "uploads", Reference: "" } target when HttpMethods.IsPost(method) => _pushes.BeginAsync(
                call,
                target
            ),
            { Kind: "uploads" } target when HttpMethods.IsPatch(method) => _pushes.AppendAsync(call, target),
            { Kind: "uploads" } target when HttpMethods.IsPut(method) => _pushes.CompleteAsync(call, target),
            { Kind: "uploads" } target when HttpMethods.IsGet(method) => _pushes.StatusAsync(call, target),
            { } => RegistryErrors.WriteAsync(call.Http, 405, "UNSUPPORTED", "The operation is unsupported."),
            null => RegistryErrors.WriteAsync(call.Http, 404, "NAME_UNKNOWN", "repository name not known to registry"),
        };
    }

    private static string? PasswordOf(HttpRequest request)
    {
        const string Scheme = "Basic ";
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var length))
        {
            return null;
        }

        var login = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = login.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : login[(colon + 1)..];
    }
}
