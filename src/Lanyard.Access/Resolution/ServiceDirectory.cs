using Lanyard.Wire;
using Lanyard.Wire.Dialects;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Resolution;

/// <summary>The services whose operations are answered; says of every request which of them, and which operation, it calls.</summary>
/// <remarks>
/// A signed request is read in the way of the service it is signed for, as at that service's own endpoint: a signature
/// for one service never calls another. An unsigned one is read by what it shows.
/// </remarks>
/// <param name="services">The services; each may be named more than once.</param>
public sealed class ServiceDirectory(IEnumerable<ServiceModel> services)
{
    // What serves strangers takes every path for one of its own, so all others are asked first.
    private readonly ServiceModel[] _services =
    [
        .. services.Distinct().OrderBy(service => service.Dialect.ServesStrangers),
    ];

    /// <summary>The service that a request calls; null when it is none of these, or only the body would tell.</summary>
    /// <param name="signingName">The service in the request's credential scope; null when it is not signed.</param>
    public ServiceModel? Find(WireRequest request, string? signingName)
    {
        var asked = signingName is null
            ? _services
            : Array.FindAll(_services, service => service.SigningName == signingName);
        return asked switch
        {
            [var only] when signingName is not null => only,
            _ => Array.Find(asked, service => service.Dialect.Shows(service, request))
                ?? (signingName is null ? null : asked.FirstOrDefault()),
        };
    }

    /// <summary>The operation that a request calls, known or not. The body of what is no S3 call must be there.</summary>
    /// <inheritdoc cref="Find" path="/param" />
    public CalledOperation Identify(WireRequest request, string? signingName)
    {
        if (Find(request, signingName) is { } service)
        {
            return new CalledOperation(service, service.Dialect.NameIn(service, request), request, isOurs: true);
        }

        var unknown = Unknown(request, signingName ?? "unknown");
        return new CalledOperation(unknown, unknown.Dialect.NameIn(unknown, request), request, isOurs: false);
    }

    // By its looks: the peer is answered in a shape that it understands.
    private static ServiceModel Unknown(WireRequest request, string signingName) =>
        new()
        {
            Prefix = signingName,
            SigningName = signingName,
            Dialect = DialectOf(request),
            TargetPrefix = RequestMarks.Target(request)?.Prefix ?? "",
            ApiVersion = "",
        };

    private static ServiceDialect DialectOf(WireRequest request)
    {
        if (RequestMarks.Target(request) is null && RequestMarks.IsForm(request))
        {
            return QueryDialect.Instance;
        }

        return request.Headers["Content-Type"]?.EndsWith("-1.0", StringComparison.Ordinal) == true
            ? JsonDialect.Json10
            : JsonDialect.Json11;
    }
}
