using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Dialects;

/// <summary>REST: the operation is told by method, path and query, as the service's routes say.</summary>
/// <seealso href="https://smithy.io/2.0/spec/http-bindings.html" />
public abstract class RestDialect : ServiceDialect
{
    /// <inheritdoc />
    public override bool Shows(ServiceModel service, WireRequest request) =>
        !IsOfAnotherProtocol(request) && NameIn(service, request).IsAddressed;

    /// <inheritdoc />
    public override CalledName NameIn(ServiceModel service, WireRequest request)
    {
        var name = RestRoute.Match(service.Routes, PathOf(request), request);
        return new(name, IsAddressed: name is not null);
    }

    /// <summary>Whether a request has the marks of a protocol that is not REST.</summary>
    protected static bool IsOfAnotherProtocol(WireRequest request) =>
        RequestMarks.Target(request) is not null || RequestMarks.IsForm(request);
}
