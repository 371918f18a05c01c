using Lanyard.Access.Admission;
using Lanyard.Services.Ecr;
using Lanyard.Wire.Protocols;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.Registry;

/// <summary>One request to the registry, with whom it is made for.</summary>
/// <param name="http">The request.</param>
/// <param name="door">The front door.</param>
/// <param name="grant">Whom the password stands for, and in which region.</param>
/// <param name="registryId">The account that the host name says; null when it says none: the caller's own.</param>
internal sealed class RegistryCall(HttpContext http, FrontDoor door, EcrGrant grant, string? registryId)
{
    /// <summary>The request.</summary>
    public HttpContext Http => http;

    /// <summary>Ends with the request.</summary>
    public CancellationToken Aborted => http.RequestAborted;

    /// <summary>The registry's account, for the input of calls; null for the caller's own.</summary>
    public string? RegistryId => registryId;

    /// <summary>Makes a call of the ECR API.</summary>
    /// <param name="payload">What is read once the call is admitted; null for nothing.</param>
    public ValueTask<TOutput> SendAsync<TInput, TOutput>(
        OperationModel<TInput, TOutput> operation,
        TInput input,
        Stream? payload = null
    )
        where TInput : class
        where TOutput : class
    {
        var origin = new CallOrigin(
            http.Connection.RemoteIpAddress?.ToString(),
            http.Request.Headers.UserAgent.ToString(),
            TaskArn: null
        );
        return door.SendAsync(operation, input, grant.Caller, grant.Region, origin, payload, Aborted);
    }
}
