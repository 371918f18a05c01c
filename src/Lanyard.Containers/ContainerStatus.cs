namespace Lanyard.Containers;

/// <summary>A container as its runtime sees it.</summary>
public sealed record ContainerStatus
{
    /// <inheritdoc cref="ContainerSpec.Id"/>
    public required string Id { get; init; }

    /// <inheritdoc cref="ContainerSpec.Name"/>
    public required string Name { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required ContainerState State { get; init; }

    /// <summary>Its first process as the machine numbers it; null when it has ended or the runtime does not say.</summary>
    public int? ProcessId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its command was started; null when it has not been.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How it ended; null while it has not.</summary>
    public ContainerExit? Exit { get; init; }

    /// <inheritdoc cref="ContainerSpec.Labels"/>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
}

/// <summary>How a container ended.</summary>
/// <param name="ExitCode">The command's, or 128 and the number of the signal that ended it; 255 when nobody saw the end.</param>
/// <param name="OutOfMemory">The kernel ended a process of it over a memory limit.</param>
/// <param name="At">When.</param>
public sealed record ContainerExit(int ExitCode, bool OutOfMemory, DateTimeOffset At);
