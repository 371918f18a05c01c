namespace Lanyard.Tasks.Startup;

/// <summary>Why a task cannot start, in ECS's words.</summary>
/// <param name="StoppedReason">What the task shows.</param>
/// <param name="ContainerName">The container that shows a reason of its own; null when the failure is the task's.</param>
/// <param name="ContainerReason">That reason; null when the failure is the task's.</param>
internal sealed record StartupFault(string StoppedReason, string? ContainerName = null, string? ContainerReason = null);

/// <summary>Ends a startup step; the sequence turns it into the state of the task, so that it goes no further.</summary>
internal sealed class StartupException(StartupFault fault) : Exception(fault.StoppedReason)
{
    /// <summary>Why.</summary>
    public StartupFault Fault { get; } = fault;
}
