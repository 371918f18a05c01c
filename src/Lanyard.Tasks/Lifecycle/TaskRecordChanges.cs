using Lanyard.Access.Sessions;
using Lanyard.Containers;
using Lanyard.Tasks.Credentials;
using Lanyard.Tasks.Startup;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>Changes of a task's record that have a name.</summary>
internal static class TaskRecordChanges
{
    private const string OutOfMemory = "OutOfMemoryError: Container killed due to memory usage";

    /// <summary>Changes one container.</summary>
    public static TaskRecord With(
        this TaskRecord task,
        string container,
        Func<ContainerRecord, ContainerRecord> change
    ) => task with { Containers = [.. task.Containers.Select(one => one.Name == container ? change(one) : one)] };

    /// <summary>A session of a role has another credential.</summary>
    public static TaskRecord With(this TaskRecord task, RoleSession session) =>
        session.Kind == TaskRoleKind.Execution
            ? task with
            {
                ExecutionSessionKeyId = session.Credential?.AccessKeyId,
            }
            : task with
            {
                TaskSessionKeyId = session.Credential?.AccessKeyId,
            };

    /// <summary>A container has started; with the last of them the task runs.</summary>
    /// <param name="startedAt">When, as its runtime says.</param>
    /// <param name="now">When that became known.</param>
    public static TaskRecord WithStart(
        this TaskRecord task,
        string container,
        DateTimeOffset startedAt,
        DateTimeOffset now
    )
    {
        var changed = task.With(
            container,
            one =>
                one with
                {
                    LastStatus = TaskStatuses.Running,
                    CreatedAt = one.CreatedAt ?? startedAt,
                    StartedAt = startedAt,
                }
        );
        var isUp =
            changed.DesiredStatus is TaskStatuses.Running && changed.Containers.All(one => one.StartedAt is not null);
        return isUp ? changed.At(TaskStatuses.Running) with { StartedAt = changed.StartedAt ?? now } : changed;
    }

    /// <summary>A container has ended.</summary>
    public static TaskRecord WithEnd(this TaskRecord task, string container, ContainerExit exit) =>
        task.With(
            container,
            one =>
                one with
                {
                    LastStatus = TaskStatuses.Stopped,
                    ExitCode = exit.ExitCode,
                    Reason = exit.OutOfMemory ? one.Reason ?? OutOfMemory : one.Reason,
                    FinishedAt = exit.At,
                }
        );

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
