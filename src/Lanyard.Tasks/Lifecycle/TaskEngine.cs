using Lanyard.Containers;
using Lanyard.Policy;
using Lanyard.Storage;
using Lanyard.Tasks.Credentials;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Errors;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>The tasks of this server: starts them under their two roles, watches over them, stops them, takes them up again.</summary>
public sealed class TaskEngine : IAsyncDisposable
{
    private readonly RecordTable<TaskRecord> _tasks;

    private TaskEngine(RecordTable<TaskRecord> tasks) => _tasks = tasks;

    /// <summary>What the credentials endpoint asks.</summary>
    public CredentialsBroker Credentials { get; } = new();

    /// <summary>What the metadata endpoint asks.</summary>
    public TaskMetadata Metadata { get; } = new();

    /// <summary>Opens the tasks of a store; nothing is taken up before <see cref="RecoverAsync" />.</summary>
    public static async ValueTask<TaskEngine> OpenAsync(
        IStore store,
        TaskDefinitions definitions,
        TaskPorts ports,
        TaskOptions options,
        CancellationToken cancellationToken
    )
    {
        var tasks = await RecordTable<TaskRecord>.OpenAsync(
            store,
            "ecs.tasks",
            TasksJson.Default.TaskRecord,
            task => task.TaskArn,
            cancellationToken
        );
        return new TaskEngine(tasks);
    }

    /// <summary>Takes up the tasks that were there before: watches those that run on, stops those whose containers are gone.</summary>
    public Task RecoverAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Assumes both roles, records the task, and starts it in the background.</summary>
    /// <returns>The task as recorded, PROVISIONING.</returns>
    /// <exception cref="AwsException"><c>ClientException</c>: a role cannot be assumed; no task is made.</exception>
    public Task<TaskRecord> StartAsync(TaskLaunch launch, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Asks a task to stop; the containers end in the background.</summary>
    /// <param name="reason">What becomes its stopped reason; null for <c>Task stopped by user</c>.</param>
    /// <returns>The task, its desired status STOPPED; null when there is none.</returns>
    public Task<TaskRecord?> StopAsync(Arn taskArn, string? reason, CancellationToken cancellationToken)
    {
        throw new NotSupportedException();
    }

    /// <summary>Stops all tasks and waits until they are STOPPED.</summary>
    /// <param name="atOnce">Kills the containers instead of asking them.</param>
    public Task StopAllAsync(string reason, bool atOnce, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Finds a task, running or stopped; null when there is none (any more).</summary>
    public TaskRecord? Find(Arn taskArn) => _tasks.Find(taskArn.ToString());

    /// <summary>The tasks of an account in a region, stopped ones for about an hour.</summary>
    /// <param name="clusterName">Only those of this cluster; null for all.</param>
    public IReadOnlyList<TaskRecord> List(AccountId account, string region, string? clusterName) =>
        _tasks.List($"arn:aws:ecs:{region}:{account}:task/{(clusterName is null ? "" : clusterName + "/")}");

    /// <summary>Calls an observer after each change of a task, with the record as it then is, until the result is disposed.</summary>
    /// <param name="observer">Quick, and does not throw.</param>
    public IDisposable Observe(Action<TaskRecord> observer) => throw new NotSupportedException();

    /// <summary>Waits until a task has reached a status or stopped.</summary>
    /// <returns>The record at that moment; null when there is no such task.</returns>
    public Task<TaskRecord?> TaskReachedAsync(Arn taskArn, string status, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>What a container has written, as its runtime keeps it.</summary>
    /// <param name="fromPosition">0, or the position of the last line already had.</param>
    /// <param name="follow">Whether to go on until the container has ended.</param>
    /// <returns>Empty when there is no such container or it was never created.</returns>
    public IAsyncEnumerable<OutputLine> OutputAsync(
        Arn taskArn,
        string containerName,
        long fromPosition,
        bool follow,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    /// <summary>Forgets stopped tasks that were kept long enough, with their containers' output.</summary>
    public Task SweepAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Reads the tasks anew, after all were stopped and the store was cleared beneath them.</summary>
    public ValueTask ReloadAsync(CancellationToken cancellationToken) => _tasks.ReloadAsync(cancellationToken);

    /// <summary>Lets go of the tasks; their containers run on and are taken up at the next start.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
