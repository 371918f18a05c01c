using Lanyard.Access;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lanyard.Server.Gateway;

/// <summary>The one place where what nobody foresaw becomes an answer: what happened is in the log, the peer hears its id.</summary>
internal sealed partial class FailureGuard(IdSource ids, ILogger<FailureGuard> logger)
{
    /// <summary>Lets an endpoint answer a request.</summary>
    public async Task HandleAsync(IEndpoint endpoint, HttpContext context)
    {
        try
        {
            await endpoint.HandleAsync(context);
        }
        catch (Exception error) when (IsHangUp(context, error))
        {
            // There is nobody to answer.
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = error.StatusCode;
        }
        catch (Exception error)
        {
            await FailAsync(endpoint, context, error);
        }
    }

    private static bool IsHangUp(HttpContext context, Exception error) =>
        error is ConnectionResetException or ConnectionAbortedException
        || (context.RequestAborted.IsCancellationRequested && error is OperationCanceledException or IOException);

    private async Task FailAsync(IEndpoint endpoint, HttpContext context, Exception error)
    {
        var requestId = ids.NewUuid();
        Log.Failed(logger, error, requestId, context.Request.Method, context.Request.Path);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        await endpoint.FailAsync(context, requestId);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "request {RequestId} failed: {Method} {Path}")]
        public static partial void Failed(
            ILogger logger,
            Exception error,
            string requestId,
            string method,
            PathString path
        );
    }
}
