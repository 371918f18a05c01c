using Lanyard.Wire.Errors;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>A task whose roles are assumed and which is not recorded yet: nothing of it runs.</summary>
/// <param name="Record">As it is to be recorded, PROVISIONING or PENDING.</param>
/// <param name="Launch">What was asked for.</param>
/// <param name="Sessions">The sessions of its roles.</param>
internal sealed record PreparedTask(TaskRecord Record, TaskLaunch Launch, Credentials.TaskSessions Sessions)
{
    /// <summary>Assumes the roles of a task.</summary>
    /// <exception cref="AwsException"><c>ClientException</c>: a role cannot be assumed.</exception>
    public static async Task<PreparedTask> OfAsync(
        TaskLaunch launch,
        EngineHost host,
        CancellationToken cancellationToken
    )
    {
        var task = TaskRecords.Of(launch, host.Ports.Ids, host.Ports.Time.GetUtcNow());
        var sessions = new Credentials.TaskSessions(task, host.Ports, host.Options);
        await sessions.AssumeAsync(cancellationToken);
        return new PreparedTask(
            task with
            {
                ExecutionSessionKeyId = sessions.Execution?.Credential?.AccessKeyId,
                TaskSessionKeyId = sessions.Task?.Credential?.AccessKeyId,
            },
            launch,
            sessions
        );
    }
}
