namespace Lanyard.Containers;

/// <summary>Whether a runtime can run containers on this machine and, when not, what mends it.</summary>
public sealed record RuntimeReadiness
{
    /// <summary>A container has been run with it.</summary>
    public required bool IsReady { get; init; }

    /// <summary>The runtime's name and version, such as <c>runc 1.1.5</c>; empty when it is not there.</summary>
    public string Version { get; init; } = "";

    /// <summary>What is missing, in a sentence; empty when ready.</summary>
    public string Missing { get; init; } = "";

    /// <summary>What kind of failure that is; nothing when ready.</summary>
    public ContainerFault? Fault { get; init; }

    /// <summary>The one command that mends it; empty when ready or when no command does.</summary>
    public string Remedy { get; init; } = "";
}
