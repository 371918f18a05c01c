namespace Lanyard.Wire.Protocols;

/// <summary>Which operation a request calls, and how much is known about it.</summary>
public sealed record OperationIdentity
{
    /// <summary>How much is known.</summary>
    public required OperationKnowledge Knowledge { get; init; }

    /// <summary>The service; null when it has no model.</summary>
    public ServiceModel? Service { get; init; }

    /// <summary>The operation's name as the request says it or as its route tells; null when it does not say one.</summary>
    public string? Name { get; init; }

    /// <summary>The operation's model; null unless it is <see cref="OperationKnowledge.Modelled" />.</summary>
    public OperationModel? Model { get; init; }
}

/// <summary>How much is known about the operation that a request calls.</summary>
public enum OperationKnowledge
{
    /// <summary>The service has no model here; the name is what the request says.</summary>
    UnknownService,

    /// <summary>The service has a model but no such operation, or the request names none.</summary>
    UnknownOperation,

    /// <summary>The service has such an operation; its input and output have no model here.</summary>
    Named,

    /// <summary>The operation has a model.</summary>
    Modelled,
}
