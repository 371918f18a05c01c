using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.Gateway;

/// <summary>
/// An answer that leaves before its request was read ends the connection, and says so: a client that asked with <c>Expect</c> does
/// not send the body any more, and its next request would be taken for that.
/// </summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9110.html#section-10.1.1" />
internal static class EarlyAnswer
{
    // A client that is still sending reads the answer only if the connection is not reset under it; none may stay for long.
    private const int MostLingered = 4 * 1024 * 1024;
    private static readonly TimeSpan LongestLinger = TimeSpan.FromSeconds(2);

    /// <summary>Has a request with a body answered.</summary>
    public static async Task HandleAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        var body = new RequestBody(context.Request.Body, context.Request.ContentLength);
        context.Request.Body = body;
        context.Response.OnStarting(() =>
        {
            if (!body.IsRead)
            {
                context.Response.Headers.Connection = "close";
            }

            return Task.CompletedTask;
        });
        await answer(context);
        if (!body.IsRead)
        {
            await LingerAsync(context, body);
        }
    }

    private static async Task LingerAsync(HttpContext context, RequestBody body)
    {
        // A network's patience is measured by its own clock, not by that of signatures and tasks.
        using var linger = new CancellationTokenSource(LongestLinger, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(linger.Token, context.RequestAborted);
        try
        {
            await context.Response.CompleteAsync();
            var buffer = new byte[16 * 1024];
            for (var left = MostLingered; left > 0 && !body.IsRead; )
            {
                left -= await body.ReadAsync(buffer, either.Token);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or ConnectionAbortedException)
        {
            // It has the answer, or does not want it.
        }
    }
}
