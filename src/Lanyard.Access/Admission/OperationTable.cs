using System.Collections.Frozen;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Admission;

/// <summary>The operations that Lanyard answers itself, by service and name.</summary>
public sealed class OperationTable(IEnumerable<IOperation> operations)
{
    private readonly FrozenDictionary<string, IOperation> _operations = operations.ToFrozenDictionary(
        operation => operation.Model.Action,
        StringComparer.Ordinal
    );

    /// <summary>All operations.</summary>
    public IReadOnlyList<IOperation> All => _operations.Values;

    /// <summary>The operation that answers an action; null when none does.</summary>
    public IOperation? Find(OperationModel model) => _operations.GetValueOrDefault(model.Action);

    /// <summary>The operation that answers an action, as in <c>ecs</c> and <c>RunTask</c>; null when none does.</summary>
    public IOperation? Find(string servicePrefix, string name) =>
        _operations.GetValueOrDefault($"{servicePrefix}:{name}");
}
