using System.Collections.Frozen;
using Lanyard.Access.Resolution;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Admission;

/// <summary>The operations that Lanyard answers itself: those that its services brought.</summary>
public sealed class OperationTable(IEnumerable<IOperation> operations) : IOperationSource
{
    private readonly FrozenDictionary<string, IOperation> _operations = operations.ToFrozenDictionary(
        operation => operation.Model.Action,
        StringComparer.Ordinal
    );

    /// <summary>All operations.</summary>
    public IReadOnlyList<IOperation> All => _operations.Values;

    /// <inheritdoc />
    public IEnumerable<ServiceModel> Services => All.Select(operation => operation.Model.Service).Distinct();

    /// <inheritdoc />
    public IOperation? Find(CalledOperation called) =>
        called.IsAddressed ? _operations.GetValueOrDefault($"{called.Service.Prefix}:{called.Name}") : null;
}
