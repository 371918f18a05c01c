using Lanyard.Tasks.Startup;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>Changes of a task's record that have a name.</summary>
internal static class TaskRecordChanges
{
    /// <summary>Changes one container.</summary>
    public static TaskRecord With(
        this TaskRecord task,
        string container,
        Func<ContainerRecord, ContainerRecord> change
    ) =>
        task with
        {
            Containers =
            [
                .. task.Containers.Select(one =>
                    string.Equals(one.Name, container, StringComparison.Ordinal) ? change(one) : one
                ),
            ],
        };

    /// <summary>Shows why a container failed, unless it has shown another reason before.</summary>
    public static TaskRecord WithReasonOf(this TaskRecord task, StartupFault fault) =>
        fault.ContainerName is { } name
            ? task.With(name, one => one with { Reason = one.Reason ?? fault.ContainerReason })
            : task;

    /// <summary>The task is to stop; a cause it has already stays.</summary>
    public static TaskRecord Stopping(this TaskRecord task, StopCause cause) =>
        task.StopCode is not null
            ? task
            : task with
            {
                DesiredStatus = TaskStatuses.Stopped,
                StopCode = cause.Code,
                StoppedReason = cause.Reason,
            };

    /// <summary>A status on the way to the end.</summary>
    public static TaskRecord At(this TaskRecord task, string status) =>
        TaskStatuses.HasReached(task.LastStatus, status) ? task : task with { LastStatus = status };

    /// <summary>The end.</summary>
    public static TaskRecord Ended(this TaskRecord task, DateTimeOffset now) =>
        task with
        {
            LastStatus = TaskStatuses.Stopped,
            DesiredStatus = TaskStatuses.Stopped,
            StoppedAt = now,
            Attachments = [.. task.Attachments.Select(attachment => attachment with { Status = "DELETED" })],
            Containers = [.. task.Containers.Select(one => one with { LastStatus = TaskStatuses.Stopped })],
        };
}
