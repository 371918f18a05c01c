using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Services.Control;

/// <summary>What Lanyard's own service can ask of the server that hosts it.</summary>
public sealed record ServerControl
{
    /// <summary>Says what the server is.</summary>
    public required Func<DescribeServerOutput> Describe { get; init; }

    /// <summary>Stops tasks and forgets everything but the administrator and its key.</summary>
    public required Func<CancellationToken, Task> ResetAsync { get; init; }

    /// <summary>Begins to stop the server; the argument says whether its tasks are stopped too.</summary>
    public required Action<bool> Stop { get; init; }
}
