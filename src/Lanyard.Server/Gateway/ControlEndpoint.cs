using System.Text.Json;
using Lanyard.Server.Composition;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Lanyard.Server.Gateway;

/// <summary>
/// What may be asked of the server unsigned, for scripts and test suites: <c>GET /_lanyard/health</c>, and
/// <c>POST /_lanyard/reset</c> where whoever started the server asked for it. It answers on the server's own port, never to a task.
/// </summary>
internal sealed class ControlEndpoint(ServerOptions options, Func<CancellationToken, Task> reset) : IEndpoint
{
    /// <summary>Whether a request is for this endpoint.</summary>
    public static bool Answers(HttpRequest request) =>
        request.Path.StartsWithSegments("/_lanyard", StringComparison.Ordinal);

    /// <inheritdoc />
    public Task HandleAsync(HttpContext context) =>
        (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET" or "HEAD", "/_lanyard/health") => HealthAsync(context),
            (_, "/_lanyard/health") => NotAllowedAsync(context, "GET"),
            ("POST", "/_lanyard/reset") => ResetAsync(context),
            (_, "/_lanyard/reset") => NotAllowedAsync(context, "POST"),
            _ => Answer.TextAsync(context, StatusCodes.Status404NotFound, "there is nothing here\n"),
        };

    /// <inheritdoc />
    public Task FailAsync(HttpContext context, string requestId) =>
        Answer.TextAsync(
            context,
            StatusCodes.Status500InternalServerError,
            $"it failed; see request {requestId} in the log of the server\n"
        );

    private Task HealthAsync(HttpContext context) =>
        Answer.WriteAsync(context, StatusCodes.Status200OK, "application/json", Health());

    private byte[] Health()
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("status"u8, "ok"u8);
            json.WriteString("version"u8, LanyardServer.Version);
            json.WriteBoolean("observe"u8, options.Observe);
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private async Task ResetAsync(HttpContext context)
    {
        if (!options.AllowReset)
        {
            await ForbidAsync(
                context,
                "the server was started without `--allow-reset`; `lanyard reset` works anyway\n"
            );
            return;
        }

        // A page of any site may make a browser on this machine post here; browsers say so, and test suites do not.
        if (context.Request.Headers.ContainsKey(HeaderNames.Origin))
        {
            await ForbidAsync(context, "a web page cannot reset the server\n");
            return;
        }

        await reset(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task ForbidAsync(HttpContext context, string why) =>
        Answer.TextAsync(context, StatusCodes.Status403Forbidden, why);

    private static Task NotAllowedAsync(HttpContext context, string method)
    {
        context.Response.Headers.Allow = method;
        return Answer.TextAsync(context, StatusCodes.Status405MethodNotAllowed, $"use {method}\n");
    }
}
