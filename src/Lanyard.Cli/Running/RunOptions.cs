namespace Lanyard.Cli.Running;

/// <summary>What <c>lanyard run</c> is asked to do.</summary>
internal sealed record RunOptions
{
    /// <summary>The input files.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Template parameters.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Archives by repository or <c>repository:tag</c>.</summary>
    public required IReadOnlyDictionary<string, string> Images { get; init; }

    /// <summary>The data directory of a running server; null for a server of the run's own.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Whether images that are missing may be built.</summary>
    public bool Builds { get; init; } = true;

    /// <summary>Whether a refused call fails the run.</summary>
    public bool FailsOnDenial { get; init; } = true;

    /// <summary>How long the tasks may run; null for as long as they like.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The clock of that time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether what is temporary stays.</summary>
    public bool Keeps { get; init; }

    /// <summary>Whether events are printed as JSON.</summary>
    public bool IsJson { get; init; }
}
