using Lanyard.Access.Admission;
using Lanyard.Wire;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Resolution;

/// <summary>Says of every request which action it calls, known or not, so that each has something to be decided on.</summary>
internal static class CalledOperation
{
    /// <summary>The action of a request; for what no model knows an action of that name in the service it was signed for.</summary>
    public static OperationModel Of(WireRequest request, Claim claim)
    {
        var identity = OperationIdentifier.Identify(request, claim.Signature?.Service);
        if (identity.Model is { } model)
        {
            return model;
        }

        var service = identity.Service ?? UnknownService(request, claim.Signature?.Service ?? "unknown");
        return new NamedOperation(service, identity.Name ?? $"{request.Method}-{request.Path}");
    }

    private static ServiceModel UnknownService(WireRequest request, string signingName) =>
        new()
        {
            Prefix = signingName,
            SigningName = signingName,
            Protocol = ProtocolOf(request),
            ApiVersion = "",
        };

    private static Protocol ProtocolOf(WireRequest request)
    {
        var contentType = request.Headers["Content-Type"] ?? "";
        if (request.Headers["X-Amz-Target"] is not null)
        {
            return contentType.EndsWith("-1.0", StringComparison.Ordinal) ? Protocol.Json10 : Protocol.Json11;
        }

        return contentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            ? Protocol.Query
            : Protocol.Json11;
    }
}
