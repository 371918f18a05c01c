using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Tests.Reference;

/// <summary>A request and the policies of every layer, for whoever looks into why two answers differ.</summary>
internal static class LayersText
{
    public static string Of(AuthorizationRequest request, Layers layers)
    {
        var context = string.Join(
            "; ",
            request.Context.Values.Select(value => $"{value.Key}=[{string.Join(',', value.Value)}]")
        );
        return $"""
            {request.Principal.Arn} {request.Action} {request.Resource} of {request.ResourceAccount} with {context}
            identity: {string.Join('\n', layers.Identity)}
            boundary: {layers.Boundary}
            session: {string.Join('\n', layers.Session)}
            resource (required {layers.IsRequired}): {layers.Resource}
            service control: {string.Join('\n', layers.ServiceControl.Select(level => string.Join('\n', level)))}
            resource control: {string.Join('\n', layers.ResourceControl.Select(level => string.Join('\n', level)))}
            endpoint: {layers.Endpoint}
            engine: {layers.Evaluate(request)}
            """;
    }
}
