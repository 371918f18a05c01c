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

    /// <summary>Watches the body of a request that is about to be answered.</summary>
    /// <returns>For <see cref="EndAsync" />, when it is answered.</returns>
    public static RequestBody Watch(HttpContext context)
    {
        var body = new RequestBody(context.Request.Body, context.Request.ContentLength);
        context.Request.Body = body;
        context.Response.OnStarting(CloseIfUnreadAsync, context);
        return body;
    }

    /// <summary>Ends an answer: what the client still sends is read and dropped for a while.</summary>
    public static Task EndAsync(HttpContext context, RequestBody body) =>
        body.IsRead ? Task.CompletedTask : LingerAsync(context, body);

    private static Task CloseIfUnreadAsync(object state)
    {
        var context = (HttpContext)state;
        if (context.Request.Body is RequestBody { IsRead: false })
        {
            context.Response.Headers.Connection = "close";
        }

        return Task.CompletedTask;
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
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // It has the answer, or does not want it.
        }
    }
}
