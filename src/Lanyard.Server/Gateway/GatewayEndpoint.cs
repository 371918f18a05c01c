using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lanyard.Server.Gateway;

/// <summary>The AWS APIs over HTTP: a request goes to the front door, its answer goes back. Nothing is decided here.</summary>
internal sealed partial class GatewayEndpoint(FrontDoor door, IdSource ids, ILogger<GatewayEndpoint> logger)
{
    /// <summary>Answers one request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="taskArn">The task on whose link it came; null on the server's own port.</param>
    public async Task HandleAsync(HttpContext context, Arn? taskArn)
    {
        var request = RequestReader.Read(context);
        var origin = new CallOrigin(AddressOf(context), context.Request.Headers.UserAgent.ToString(), taskArn);
        try
        {
            var response = await door.AnswerAsync(request, origin, context.RequestAborted);
            await ResponseWriter.WriteAsync(context, response);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The peer has gone; there is nobody to answer.
        }
        catch (BadHttpRequestException error)
        {
            context.Response.StatusCode = error.StatusCode;
        }
        catch (AwsException error)
        {
            await AnswerAsync(context, error, ids.NewUuid());
        }
        catch (Exception error)
        {
            await FailAsync(context, error);
        }
    }

    // IPv4 in IPv6's clothes would match no policy that names the address.
    private static string? AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
            ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
            : null;

    private static Task AnswerAsync(HttpContext context, AwsException error, string requestId) =>
        ResponseWriter.WriteAsync(context, ErrorShape.Write(ProtocolOf(context), error, requestId));

    private async Task FailAsync(HttpContext context, Exception error)
    {
        var requestId = ids.NewUuid();
        Log.Failed(logger, error, requestId, context.Request.Method, context.Request.Path);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        // What went wrong inside is in the log under this id; the peer hears what AWS would say.
        context.Response.Clear();
        await AnswerAsync(context, new AwsException("InternalFailure", "An internal error occurred.", 500), requestId);
    }

    private static Protocol ProtocolOf(HttpContext context) =>
        context.Request.Headers.ContainsKey("X-Amz-Target") ? Protocol.Json11
        : context.Request.HasFormContentType ? Protocol.Query
        : Protocol.RestXml;

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
