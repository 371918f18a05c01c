namespace Lanyard.Tasks.Lifecycle;

/// <summary>Why a task stops; of several causes the first counts.</summary>
/// <param name="Code">One of <see cref="StopCodes" />.</param>
/// <param name="Reason">In ECS's words.</param>
internal sealed record StopCause(string Code, string Reason)
{
    /// <summary>A container that the task cannot do without has ended.</summary>
    public static readonly StopCause EssentialExited = new(
        StopCodes.EssentialContainerExited,
        "Essential container in task exited"
    );

    /// <summary>The machine was started anew, or the containers were removed from under the task; Lanyard's words, as ECS has none.</summary>
    public static readonly StopCause ContainersGone = new(
        StopCodes.TerminationNotice,
        "The task's containers are gone: the machine was restarted or they were removed"
    );

    /// <summary>Something failed that nobody foresaw; Lanyard's words, as ECS has none.</summary>
    /// <param name="hasStarted">Whether the task ran before.</param>
    public static StopCause Faulted(Exception error, bool hasStarted) =>
        new(hasStarted ? StopCodes.TerminationNotice : StopCodes.TaskFailedToStart, $"InternalError: {error.Message}");

    /// <summary>Somebody asked.</summary>
    public static StopCause User(string? reason) =>
        new(StopCodes.UserInitiated, reason is { Length: > 0 } ? reason : "Task stopped by user");

    /// <summary>It could not start.</summary>
    public static StopCause FailedToStart(string reason) => new(StopCodes.TaskFailedToStart, reason);
}
