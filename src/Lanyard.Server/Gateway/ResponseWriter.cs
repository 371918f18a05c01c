using Lanyard.Wire;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.Gateway;

/// <summary>Sends a wire response.</summary>
internal static class ResponseWriter
{
    /// <summary>Writes status, headers and body; a streamed body is disposed.</summary>
    public static async Task WriteAsync(HttpContext context, WireResponse response)
    {
        await using var stream = response.BodyStream;
        context.Response.StatusCode = response.StatusCode;
        foreach (var (name, value) in response.Headers)
        {
            context.Response.Headers.Append(name, value);
        }

        if (HttpMethods.IsHead(context.Request.Method) || response.StatusCode is 204 or 304)
        {
            return;
        }

        if (stream is not null)
        {
            await stream.CopyToAsync(context.Response.Body, context.RequestAborted);
            return;
        }

        context.Response.Headers.ContentLength ??= response.Body.Length;
        await context.Response.Body.WriteAsync(response.Body, context.RequestAborted);
    }
}
