using Lanyard.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lanyard.Server.Gateway;

/// <summary>Makes a wire request of an HTTP request, as it stood on the request line.</summary>
internal static class RequestReader
{
    /// <summary>Reads method, target and headers; the body stays a stream.</summary>
    public static WireRequest Read(HttpContext context)
    {
        // Signatures cover the bytes of the target as they were sent, so the decoded path would not do.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var (path, query) = Split(target);
        var headers = new WireHeaders();
        foreach (var (name, values) in context.Request.Headers)
        {
            foreach (var value in values)
            {
                headers.Add(name, value ?? "");
            }
        }

        return new WireRequest
        {
            Method = context.Request.Method,
            Path = path,
            Query = query,
            Headers = headers,
            // A request without a body has no stream: S3 would ask it for its length.
            BodyStream = HasBody(context) ? context.Request.Body : null,
        };
    }

    /// <summary>Whether a request has a body, be it of no bytes.</summary>
    public static bool HasBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;

    // A target may be absolute (`http://host/path`), as proxies are asked.
    private static (string Path, string Query) Split(string target)
    {
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && target[0] != '/')
        {
            var slash = target.IndexOf('/', scheme + 3);
            target = slash < 0 ? "/" : target[slash..];
        }

        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (target, "") : (target[..mark], target[(mark + 1)..]);
    }
}
