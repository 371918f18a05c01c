using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Resolution;

/// <summary>The operation that a request calls, whether anybody answers it or not: each call has something to be recorded as.</summary>
public sealed class CalledOperation
{
    private readonly WireRequest? _request;
    private readonly string _label;

    /// <summary>An operation that is called inside Lanyard, by its model.</summary>
    public CalledOperation(OperationModel model)
    {
        Service = model.Service;
        Name = _label = model.Name;
        IsAddressed = true;
    }

    /// <summary>An operation that a request calls.</summary>
    /// <param name="called">What the request says of it.</param>
    /// <param name="isOurs">Whether the service is one of ours, so that it can say what it does not have.</param>
    internal CalledOperation(ServiceModel service, CalledName called, WireRequest request, bool isOurs)
    {
        Service = service;
        Name = called.Name;
        IsAddressed = called.IsAddressed;
        _label = called.Name ?? $"{request.Method} {request.Path}";
        _request = isOurs ? request : null;
    }

    /// <summary>The service; made up from the request where it is none of ours.</summary>
    public ServiceModel Service { get; }

    /// <summary>The operation's name, as in <c>RunTask</c>; null when the request says none.</summary>
    public string? Name { get; }

    /// <summary>Whether it is asked for in the service's own way; what is not is none of the service's operations.</summary>
    public bool IsAddressed { get; }

    /// <summary>A model of which the name is all that is known; method and path stand for it where there is none.</summary>
    public OperationModel Model => new NamedOperation(Service, _label);

    /// <summary>
    /// What to say when nobody answers it: the service's own error for what it does not have, or that Lanyard does not
    /// answer what it has.
    /// </summary>
    /// <remarks>No action and no resource is named: which an operation needs is known of those that are answered alone.</remarks>
    public AwsException Unanswered() =>
        _request is not null && !IsOfService
            ? Service.Dialect.Unknown(Service, _request)
            : Service.Dialect.Unanswered($"Lanyard does not answer {Service.Prefix}:{_label} yet");

    private bool IsOfService =>
        IsAddressed && Name is not null && Service.OperationNames.Contains(Name, StringComparer.Ordinal);
}
