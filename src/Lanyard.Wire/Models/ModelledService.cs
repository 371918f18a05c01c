using System.Collections.Frozen;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models;

/// <summary>A service with its operations.</summary>
internal sealed class ModelledService(
    ServiceModel service,
    IReadOnlyList<OperationModel> operations,
    string[] operationNames
)
{
    private readonly FrozenDictionary<string, OperationModel> _models = operations.ToFrozenDictionary(
        operation => operation.Name,
        StringComparer.Ordinal
    );

    public ServiceModel Service { get; } = service;

    public IReadOnlyList<OperationModel> Operations { get; } = operations;

    /// <summary>The model of an operation; null when it has none.</summary>
    public OperationModel? Model(string operation) => _models.GetValueOrDefault(operation);

    /// <summary>Whether the service has such an operation, with or without a model.</summary>
    public bool Knows(string operation) =>
        _models.ContainsKey(operation) || Array.IndexOf(operationNames, operation) >= 0;
}
