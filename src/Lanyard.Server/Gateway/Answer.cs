using System.Text;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.Gateway;

/// <summary>Writes answers that are whole in memory; one to HEAD has the length and not the body.</summary>
internal static class Answer
{
    /// <summary>Writes text.</summary>
    public static Task TextAsync(HttpContext context, int status, string text) =>
        WriteAsync(context, status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
