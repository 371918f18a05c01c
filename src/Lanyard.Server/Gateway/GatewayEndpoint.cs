using Lanyard.Access.Admission;
using Lanyard.Server.TaskEndpoints;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.Gateway;

/// <summary>The AWS APIs over HTTP: a request goes to the front door, its answer goes back. Nothing is decided here.</summary>
internal sealed class GatewayEndpoint(FrontDoor door) : IEndpoint
{
    /// <inheritdoc />
    public async Task HandleAsync(HttpContext context)
    {
        var task = context.Features.Get<TaskLink>()?.TaskArn;
        var origin = new CallOrigin(AddressOf(context), context.Request.Headers.UserAgent.ToString(), task);
        var response = await door.AnswerAsync(RequestReader.Read(context), origin, context.RequestAborted);
        await ResponseWriter.WriteAsync(context, response);
    }

    /// <inheritdoc />
    public Task FailAsync(HttpContext context, string requestId) =>
        ResponseWriter.WriteAsync(context, door.Fail(RequestReader.Read(context), requestId));

    // IPv4 in IPv6's clothes would match no policy that names the address.
    private static string? AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
            ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
            : null;
}
