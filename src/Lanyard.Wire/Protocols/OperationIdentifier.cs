using Lanyard.Wire.Models;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Wire.Protocols;

/// <summary>Tells which operation a request calls.</summary>
/// <remarks>
/// A signed request is read in the way of the service it is signed for, as at that service's own endpoint: a
/// signature for one service never calls another. An unsigned one is read by what it shows: <c>X-Amz-Target</c>,
/// <c>Action</c> and <c>Version</c>, or else as a call of S3.
/// </remarks>
public static class OperationIdentifier
{
    /// <summary>The operation that a request calls.</summary>
    /// <param name="request">The request; it is not changed.</param>
    /// <param name="signingName">The service in its credential scope; null when it is not signed.</param>
    public static OperationIdentity Identify(WireRequest request, string? signingName)
    {
        var (prefix, target) = SplitTarget(request.Headers["X-Amz-Target"]);
        var (action, version) = ReadAction(request);
        var service =
            signingName is not null ? ModelledServices.BySigningName(signingName)
            : target is not null ? ModelledServices.ByTargetPrefix(prefix)
            : action is not null && version is not null ? ModelledServices.ByVersion(version, action)
            : ModelledServices.BySigningName(S3Model.Service.SigningName);
        if (service is null)
        {
            return new() { Knowledge = OperationKnowledge.UnknownService, Name = target ?? action };
        }

        return service.Service.Protocol switch
        {
            Protocol.Query => Identify(service, action, version == service.Service.ApiVersion),
            Protocol.RestXml => Identify(service, RestRoute.Match(S3Routes.All, request), isAddressed: true),
            _ => Identify(service, target, prefix == service.Service.TargetPrefix),
        };
    }

    private static OperationIdentity Identify(ModelledService service, string? name, bool isAddressed)
    {
        var model = isAddressed && name is not null ? service.Model(name) : null;
        return new()
        {
            Knowledge =
                model is not null ? OperationKnowledge.Modelled
                : isAddressed && name is not null && service.Knows(name) ? OperationKnowledge.Named
                : OperationKnowledge.UnknownOperation,
            Service = service.Service,
            Name = name,
            Model = model,
        };
    }

    private static (string Prefix, string? Name) SplitTarget(string? target)
    {
        var dot = target?.LastIndexOf('.') ?? -1;
        return dot < 0 ? ("", target) : (target![..dot], target[(dot + 1)..]);
    }

    private static (string? Action, string? Version) ReadAction(WireRequest request)
    {
        var isForm =
            request
                .Headers["Content-Type"]
                ?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            is true;
        string? action = null;
        string? version = null;
        string[] forms = isForm ? [request.Query, WireValue.Utf8(request.Body)] : [request.Query];
        foreach (var (name, value) in forms.SelectMany(WireValue.Pairs))
        {
            switch (name)
            {
                case "Action":
                    action = value;
                    break;
                case "Version":
                    version = value;
                    break;
                default:
                    break;
            }
        }

        return (action, version);
    }
}
