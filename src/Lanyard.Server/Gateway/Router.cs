using Lanyard.Server.Registry;
using Lanyard.Server.TaskEndpoints;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.Gateway;

/// <summary>Finds what answers a request: by the connection it came on, then by its path.</summary>
internal sealed class Router(
    GatewayEndpoint apis,
    RegistryEndpoint registry,
    TaskEndpoint tasks,
    ControlEndpoint control,
    FailureGuard guard
)
{
    /// <summary>Answers a request.</summary>
    public Task HandleAsync(HttpContext context) =>
        RequestReader.HasBody(context) ? AnswerWithBodyAsync(context) : AnswerAsync(context);

    private async Task AnswerWithBodyAsync(HttpContext context)
    {
        var body = EarlyAnswer.Watch(context);
        await AnswerAsync(context);
        await EarlyAnswer.EndAsync(context, body);
    }

    private Task AnswerAsync(HttpContext context) => guard.HandleAsync(Find(context), context);

    private IEndpoint Find(HttpContext context) =>
        context.Features.Get<TaskLink>() switch
        {
            { Port: TaskLinks.EndpointPort } => tasks,
            { } => apis,
            null when ControlEndpoint.Answers(context.Request) => control,
            null when RegistryEndpoint.Answers(context.Request) => registry,
            null => apis,
        };
}
