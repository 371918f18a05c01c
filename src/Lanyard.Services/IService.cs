using Lanyard.Access.Admission;

namespace Lanyard.Services;

/// <summary>One AWS service that Lanyard answers itself: its state and its operations.</summary>
public interface IService
{
    /// <summary>The operations, one an API action.</summary>
    IReadOnlyList<IOperation> Operations { get; }

    /// <summary>Reads what is held in memory anew, after the store was cleared beneath it.</summary>
    ValueTask ReloadAsync(CancellationToken cancellationToken);
}
