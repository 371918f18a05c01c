using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.Gateway;

/// <summary>What answers the requests of one kind, in the manner of whom its clients believe to talk to.</summary>
internal interface IEndpoint
{
    /// <summary>Answers a request. What it throws ends in <see cref="FailAsync" />.</summary>
    Task HandleAsync(HttpContext context);

    /// <summary>Answers that something went wrong inside; nothing has been sent yet.</summary>
    /// <param name="requestId">The id under which it is in the log.</param>
    Task FailAsync(HttpContext context, string requestId);
}
