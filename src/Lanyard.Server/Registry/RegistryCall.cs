using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Policy;
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

    /// <summary>The key under which a repository's uploads are found.</summary>
    public RecordKey KeyOf(string repository) =>
        new(registryId is null ? grant.Caller.Account : AccountId.Parse(registryId), grant.Region, repository);

    /// <summary>Makes a call of the ECR API.</summary>
    public ValueTask<TOutput> SendAsync<TInput, TOutput>(OperationModel<TInput, TOutput> operation, TInput input)
        where TInput : class
        where TOutput : class
    {
        var origin = new CallOrigin(
            http.Connection.RemoteIpAddress?.ToString(),
            http.Request.Headers.UserAgent.ToString(),
            TaskArn: null
        );
        return door.SendAsync(operation, input, grant.Caller, grant.Region, origin, Aborted);
    }
}
