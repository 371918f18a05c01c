using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lanyard.Containers;
using Lanyard.Policy;
using Lanyard.Storage.Tables;
using Lanyard.Tasks.Credentials;
using Lanyard.Tasks.Definitions;
using Lanyard.Tasks.Output;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>The tasks of this server: starts them under their two roles, watches over them, stops them, takes them up again.</summary>
public sealed class TaskEngine : IAsyncDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, TaskSupervisor> _supervisors = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _life = new();
    private readonly TaskFeed _feed = new();
    private readonly Records _records;
    private readonly RecordTable<TaskRecord> _tasks;
    private readonly TaskDefinitions _definitions;
    private readonly EngineHost _host;
    private readonly TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _sweeping = Task.CompletedTask;
    private bool _hasOrphans = true;
    private int _isDisposed;

    private TaskEngine(Records records, RecordTable<TaskRecord> tasks, TaskDefinitions definitions, EngineHost host)
    {
        _records = records;
        _tasks = tasks;
        _definitions = definitions;
        _host = host;
        Metadata = new TaskMetadata(Find, definitions);
    }

    /// <summary>What the credentials endpoint asks.</summary>
    public CredentialsBroker Credentials => _host.Broker;

    /// <summary>What the metadata endpoint asks.</summary>
    public TaskMetadata Metadata { get; }

    /// <summary>What tasks may have of this machine.</summary>
    public HostAccess HostAccess => _host.Options.HostAccess;

    /// <summary>Opens the tasks of a store's tables; nothing is taken up before <see cref="RecoverAsync" />.</summary>
    /// <exception cref="ArgumentException">The options are not good.</exception>
    public static async ValueTask<TaskEngine> OpenAsync(
        Records records,
        TaskDefinitions definitions,
        TaskPorts ports,
        TaskOptions options,
        CancellationToken cancellationToken
    )
    {
        if (options.Faults() is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join("; ", faults), nameof(options));
        }

        var tasks = await records.OpenAsync(TaskRecord.Collection, cancellationToken);
        var host = new EngineHost(ports, options, new CredentialsBroker(), new LogPositions(records.Store));
        return new TaskEngine(records, tasks, definitions, host);
    }

    /// <summary>
    /// Takes up the tasks that were there before: starts anew those of which nothing ran yet, watches those that run on, stops
    /// those whose containers are gone. Sweeps from then on.
    /// </summary>
    /// <remarks>
    /// Whoever starts or stops a task before that waits until all are taken up. Tasks whose runtime does not answer are left as
    /// they are until it does.
    /// </remarks>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        try
        {
            var listing = new ContainerListing();
            var left = _tasks.List("").Where(task => !task.IsStopped);
            await Task.WhenAll(left.Select(task => TakeUpAsync(task, listing, cancellationToken)));
            _sweeping = SweepRepeatedlyAsync();
            _recovered.TrySetResult();
        }
        finally
        {
            _recovered.TrySetCanceled(cancellationToken);
        }
    }

    /// <summary>Assumes the roles of tasks, records all of them at once or none, and starts them in the background.</summary>
    /// <param name="beside">
    /// What is recorded in the same change, given the tasks; false when they are not to be started after all, since another
    /// call was faster. It may run more than once, and must do nothing but decide.
    /// </param>
    /// <returns>The tasks as recorded, PROVISIONING or PENDING; null when they were not to be started.</returns>
    /// <exception cref="AwsException"><c>ClientException</c>: a role cannot be assumed; no task is made.</exception>
    public async Task<IReadOnlyList<TaskRecord>?> StartAsync(
        IReadOnlyList<TaskLaunch> launches,
        Func<RecordChange, IReadOnlyList<TaskRecord>, bool> beside,
        CancellationToken cancellationToken
    )
    {
        await _recovered.Task.WaitAsync(cancellationToken);
        var prepared = new List<PreparedTask>();
        var isMade = false;
        try
        {
            foreach (var launch in launches)
            {
                prepared.Add(await PreparedTask.OfAsync(launch, _host, cancellationToken));
            }

            // The roles are assumed: from here on the tasks are made, even when the caller goes away.
            isMade = await RecordAsync([.. prepared.Select(one => one.Record)], beside);
        }
        finally
        {
            if (!isMade)
            {
                await Task.WhenAll(prepared.Select(one => one.Sessions.RevokeAsync()));
            }
        }

        foreach (var one in isMade ? prepared : [])
        {
            _feed.Publish(one.Record);
            Supervise(one.Record, one.Launch.Definition.Definition, one.Sessions).Start();
        }

        return isMade ? [.. prepared.Select(one => one.Record)] : null;
    }

    /// <summary>Asks a task to stop; the containers end in the background.</summary>
    /// <param name="reason">What becomes its stopped reason; null for <c>Task stopped by user</c>.</param>
    /// <returns>The task, its desired status STOPPED; null when there is none.</returns>
    public async Task<TaskRecord?> StopAsync(Arn taskArn, string? reason, CancellationToken cancellationToken)
    {
        await _recovered.Task.WaitAsync(cancellationToken);
        if (!_supervisors.TryGetValue(taskArn.ToString(), out var supervisor))
        {
            return Find(taskArn);
        }

        var task = supervisor.Stop(StopCause.User(reason));
        await supervisor.Ledger.FlushAsync().WaitAsync(cancellationToken);
        return task;
    }

    /// <summary>Stops all tasks and waits until they are STOPPED.</summary>
    /// <remarks>A task whose runtime does not answer is not waited for: it is stopped once it does, be it after the next start.</remarks>
    /// <param name="atOnce">Kills the containers instead of asking them.</param>
    public async Task StopAllAsync(string reason, bool atOnce, CancellationToken cancellationToken)
    {
        await _recovered.Task.WaitAsync(cancellationToken);
        await Task.WhenAll(
                _supervisors.Values.Select(supervisor => StopAsync(supervisor, StopCause.User(reason), atOnce))
            )
            .WaitAsync(cancellationToken);
    }

    /// <summary>Finds a task, running or stopped; null when there is none (any more).</summary>
    public TaskRecord? Find(Arn taskArn) => _tasks.Find(taskArn.ToString());

    /// <summary>The tasks of an account in a region, stopped ones for about an hour.</summary>
    /// <param name="clusterName">Only those of this cluster; null for all.</param>
    public IReadOnlyList<TaskRecord> List(AccountId account, string region, string? clusterName) =>
        _tasks.List(
            Arn.Of("ecs", region, account.ToString(), $"task/{(clusterName is null ? "" : clusterName + "/")}")
                .ToString()
        );

    /// <summary>How many tasks have not stopped, in all accounts and regions.</summary>
    public int CountRunning() => _tasks.All.Count(task => !task.IsStopped);

    /// <summary>Calls an observer after each change of a task, with the record as it then is, until the result is disposed.</summary>
    /// <param name="observer">Quick, and does not throw.</param>
    public IDisposable Observe(Action<TaskRecord> observer) => _feed.Observe(observer);

    /// <summary>Waits until a task has reached a status or a later one.</summary>
    /// <returns>The record at that moment; null when there is no such task.</returns>
    public async Task<TaskRecord?> TaskReachedAsync(Arn taskArn, string status, CancellationToken cancellationToken)
    {
        var arn = taskArn.ToString();
        var reached = new TaskCompletionSource<TaskRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
        // INVARIANT: observed before looked at, so that no change falls between the two.
        using var observation = Observe(task =>
        {
            if (task.TaskArn == arn && HasReached(task))
            {
                reached.TrySetResult(task);
            }
        });
        bool HasReached(TaskRecord task) => TaskStatuses.HasReached(task.LastStatus, status);
        return Find(taskArn) is not { } now ? null
            : HasReached(now) ? now
            : await reached.Task.WaitAsync(cancellationToken);
    }

    /// <summary>What a container has written, as its runtime keeps it.</summary>
    /// <param name="fromPosition">0, or the position of the last line already had.</param>
    /// <param name="follow">Whether to go on until the container has ended.</param>
    /// <returns>Empty when there is no such container or it has not been created.</returns>
    public async IAsyncEnumerable<OutputLine> OutputAsync(
        Arn taskArn,
        string containerName,
        long fromPosition,
        bool follow,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var container = Find(taskArn)?.Containers.FirstOrDefault(one => one.Name == containerName);
        if (container?.CreatedAt is null)
        {
            yield break;
        }

        var runtime = await _host.Ports.Runtime(cancellationToken);
        await using var lines = runtime
            .OutputAsync(container.RuntimeId, fromPosition, follow, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await HasNextAsync(lines))
        {
            yield return lines.Current;
        }
    }

    /// <summary>Forgets stopped tasks that were kept long enough, with their containers' output.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var limit = _host.Ports.Time.GetUtcNow() - _host.Options.StoppedTaskRetention;
        foreach (var task in _tasks.List("").Where(task => task.IsStopped && task.StoppedAt <= limit))
        {
            await ForgetAsync(task, cancellationToken);
        }
    }

    /// <summary>Forgets every stopped task, as <see cref="SweepAsync" /> does when their time has come.</summary>
    public async Task ForgetAllAsync(CancellationToken cancellationToken)
    {
        foreach (var task in _tasks.List("").Where(task => task.IsStopped))
        {
            await ForgetAsync(task, cancellationToken);
        }
    }

    /// <summary>
    /// Lets go of tasks without a record, after the store was cleared. Before that all must have been stopped, and forgotten
    /// (<see cref="ForgetAllAsync" />) lest their containers stay in the runtime.
    /// </summary>
    public async ValueTask LeaveClearedAsync()
    {
        _hasOrphans = true;
        foreach (var gone in _supervisors.Keys.Where(task => !_tasks.TryGet(task, out _)))
        {
            if (_supervisors.TryRemove(gone, out var supervisor))
            {
                await supervisor.LeaveAsync().SettledAsync();
                supervisor.Dispose();
            }
        }
    }

    /// <summary>Lets go of the tasks; their containers run on and are taken up at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        await _life.CancelAsync();
        _recovered.TrySetCanceled(_life.Token);
        // What one of them could not write must not keep the others from ending.
        await Task.WhenAll(_supervisors.Values.Select(supervisor => supervisor.LeaveAsync().SettledAsync()));
        await _sweeping;
        foreach (var supervisor in _supervisors.Values)
        {
            supervisor.Dispose();
        }

        _life.Dispose();
    }

    private static async ValueTask<bool> HasNextAsync(IAsyncEnumerator<OutputLine> lines)
    {
        try
        {
            return await lines.MoveNextAsync();
        }
        catch (ContainerException gone) when (gone.Kind == ContainerFault.NotFound)
        {
            // A container that the end of its task overtook is removed before it starts: it has written nothing.
            return false;
        }
    }

    private static async Task StopAsync(TaskSupervisor supervisor, StopCause cause, bool atOnce)
    {
        if (atOnce)
        {
            await supervisor.KillAsync(cause);
        }
        else
        {
            supervisor.Stop(cause);
            await supervisor.CompletionWithinReach;
        }
    }

    private ValueTask<bool> RecordAsync(
        IReadOnlyList<TaskRecord> tasks,
        Func<RecordChange, IReadOnlyList<TaskRecord>, bool> beside
    ) =>
        _records.ChangeAsync(
            change =>
            {
                if (!beside(change, tasks))
                {
                    return false;
                }

                foreach (var task in tasks)
                {
                    change.Put(_tasks, task);
                }

                return true;
            },
            CancellationToken.None
        );

    private TaskSupervisor Supervise(TaskRecord task, TaskDefinition definition, TaskSessions sessions)
    {
        if (task.CredentialsId is { } id && sessions.Task is { } session)
        {
            Credentials.Add(id, task.Arn, session);
        }

        var supervisor = new TaskSupervisor(new TaskLedger(task, _tasks, _feed), definition, sessions, _host);
        _supervisors[task.TaskArn] = supervisor;
        return supervisor;
    }

    private async Task TakeUpAsync(TaskRecord task, ContainerListing listing, CancellationToken cancellationToken)
    {
        var sessions = new TaskSessions(task, _host.Ports, _host.Options);
        await sessions.ResumeAsync(cancellationToken);
        var definition = _definitions
            .Find(AccountId.Parse(task.Account), task.Region, task.TaskDefinitionArn)!
            .Definition;
        cancellationToken.ThrowIfCancellationRequested();
        Supervise(task, definition, sessions).TakeUp(listing);
    }

    // A record is what leads to the rest of a task: it stays until there is none.
    private async Task ForgetAsync(TaskRecord task, CancellationToken cancellationToken)
    {
        if (!await TaskTeardown.SweepAsync(task, _host))
        {
            return;
        }

        await _host.Positions.ForgetAsync(task.TaskArn);
        await _tasks.RemoveAsync(task.TaskArn, cancellationToken);
        if (_supervisors.TryRemove(task.TaskArn, out var supervisor))
        {
            await supervisor.Completion.SettledAsync();
            supervisor.Dispose();
        }
    }

    private async Task SweepRepeatedlyAsync()
    {
        // Not while the server starts: nobody waits for what is swept.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!_life.IsCancellationRequested)
        {
            await SweepOnceAsync().SettledAsync();
            await Task.Delay(SweepInterval, _host.Ports.Time, _life.Token).SettledAsync();
        }
    }

    // What fails now is tried again at the next sweep.
    private async Task SweepOnceAsync()
    {
        await SweepAsync(_life.Token).SettledAsync();
        if (_hasOrphans)
        {
            await Orphans.RemoveAsync(_host, id => _tasks.All.Any(task => task.Id == id), _life.Token);
            _hasOrphans = false;
        }
    }
}
