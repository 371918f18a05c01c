using System.Net.Sockets;
using Lanyard.Containers;
using Lanyard.Storage;
using Lanyard.Tasks.Credentials;
using Lanyard.Tasks.Startup;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>Watches over one task from its start, or from where a server before left it, to its end.</summary>
/// <remarks>
/// <code>
/// start up → run → stop containers → ship what is left → take down → STOPPED
/// </code>
/// A failure, an ended essential container or a wish to stop leads on to the right; the first of them is the stop cause.
/// When the server ends it leaves everything where it is.
/// </remarks>
internal sealed class TaskSupervisor : IDisposable
{
    private const int FlushAttempts = 5;
    private static readonly TimeSpan FlushPause = TimeSpan.FromSeconds(1);

    private readonly TaskLedger _ledger;
    private readonly TaskSessions _sessions;
    private readonly EngineHost _host;
    private readonly StartupPlan _plan;
    private readonly IFailureTexts _texts;
    private readonly RuntimeReach _reach;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _leaveOff = new();
    private readonly CancellationTokenSource _renewal = new();
    private IReadOnlyList<ContainerRun> _runs = [];
    private Task _running = Task.CompletedTask;
    private Task _renewing = Task.CompletedTask;
    private volatile bool _isAtOnce;

    public TaskSupervisor(TaskLedger ledger, TaskDefinition definition, TaskSessions sessions, EngineHost host)
    {
        _ledger = ledger;
        _sessions = sessions;
        _host = host;
        _plan = new StartupPlan(ledger.Current, definition);
        _texts = IFailureTexts.Of(ledger.Current.IsFargate);
        _reach = new RuntimeReach(host.Ports);
        sessions.Renewed = NoteSession;
    }

    /// <summary>The task's record.</summary>
    public TaskLedger Ledger => _ledger;

    /// <summary>Done when the task has stopped, or has been left.</summary>
    public Task Completion => _running;

    /// <summary>Done when the task has stopped or been left, and also when it cannot be: the runtime does not answer.</summary>
    public Task CompletionWithinReach => Task.WhenAny(_running, _reach.Lost).Unwrap();

    /// <summary>Starts a task that nothing has been done for yet.</summary>
    public void Start() => _running = SuperviseAsync(StartUpAsync);

    /// <summary>
    /// Goes on with a task of a server before, once the runtime answers: starts it anew when none of its containers ran, watches
    /// them when they run on, stops it when they are gone.
    /// </summary>
    public void TakeUp(ContainerListing listing) => _running = SuperviseAsync(() => TakeUpAsync(listing));

    /// <summary>Asks the task to stop; only the first cause counts.</summary>
    /// <returns>The record, its desired status STOPPED.</returns>
    public TaskRecord Stop(StopCause cause)
    {
        var task = _ledger.Change(record => record.IsStopped ? record : record.Stopping(cause));
        _stop.Cancel();
        return task;
    }

    /// <summary>Stops it with SIGKILL.</summary>
    public async Task KillAsync(StopCause cause)
    {
        _isAtOnce = true;
        Stop(cause);
        await Task.WhenAll(_runs.Select(run => run.StopAsync(() => true)));
        await CompletionWithinReach;
    }

    /// <summary>Leaves the task as it is; its containers run on.</summary>
    public async Task LeaveAsync()
    {
        await _leaveOff.CancelAsync();
        await Completion;
        await _ledger.FlushAsync();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Dispose();
        _leaveOff.Dispose();
        _renewal.Dispose();
    }

    private async Task SuperviseAsync(Func<Task> begin)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        _renewing = _sessions.RenewAsync(_renewal.Token);
        try
        {
            await begin();
            await FinishAsync();
        }
        catch (OperationCanceledException) when (_leaveOff.IsCancellationRequested)
        {
            // Whoever starts next takes it up.
        }
        catch (Exception error)
        {
            // A task must end whatever happens, and say why.
            Fault(error);
            await FinishAsync().SettledAsync();
        }
        finally
        {
            await EndRenewalAsync();
        }
    }

    private async Task StartUpAsync()
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _leaveOff.Token);
        StartupFault? fault;
        try
        {
            fault =
                ContainerDependencies.FaultIn(_plan, _texts)
                ?? HostFault()
                ?? await StartupSequence.RunAsync(_plan, _sessions, _ledger, _host.Ports, _host.Options, either.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }

        if (fault is not null)
        {
            Fail(fault);
            return;
        }

        _leaveOff.Token.ThrowIfCancellationRequested();
        var runtime = await _host.Ports.Runtime(_leaveOff.Token);
        _runs = [.. _plan.Containers.Select(container => RunOf(container, runtime))];
        var dependencies = new ContainerDependencies(_runs, _texts, _host.Ports.Time);
        await WatchAsync(dependencies, run => run.RunAsync(dependencies, _stop.Token, _leaveOff.Token));
    }

    // The server may have been started anew, and more careful, since the definition was registered.
    private StartupFault? HostFault() =>
        _host.Options.HostAccess.FaultIn(_plan.Definition.ContainerDefinitions, _plan.Definition.Volumes) is { } fault
            ? _texts.NotProvisioned(fault)
            : null;

    private async Task TakeUpAsync(ContainerListing listing)
    {
        _plan.MayHaveContainers = true;
        var task = _ledger.Current;
        var (runtime, found) = await _reach.AskAsync(
            async (runtime, token) => (runtime, await listing.OfAsync(task, runtime, token)),
            _leaveOff.Token
        );
        if (task.StopCode is not null)
        {
            await _stop.CancelAsync();
        }

        var hasRun =
            task.Containers.Any(one => one.StartedAt is not null)
            || found.Values.Any(status => status.State != ContainerState.Created);
        if (hasRun)
        {
            await ResumeAsync(runtime, found);
            return;
        }

        // What the server before made half is made anew.
        await EndContainersAsync();
        await TaskTeardown.RunAsync(task, _host);
        await StartUpAsync();
    }

    private async Task ResumeAsync(IContainerRuntime runtime, IReadOnlyDictionary<string, ContainerStatus> found)
    {
        foreach (var container in _plan.Containers.Where(container => container.SendsToAwsLogs))
        {
            container.TakeUpLogs(_plan.Task);
        }

        _runs = [.. _plan.Containers.Select(container => RunOf(container, runtime))];
        await ReopenNetworkAsync(found);
        if (_plan.Containers.Any(container => !found.ContainsKey(container.Record.RuntimeId)))
        {
            Stop(StopCause.ContainersGone);
        }

        var dependencies = new ContainerDependencies(_runs, _texts, _host.Ports.Time);
        await WatchAsync(
            dependencies,
            async run =>
            {
                if (!found.TryGetValue(run.Plan.Record.RuntimeId, out var status))
                {
                    run.NeverStarts();
                }
                else if (status.State == ContainerState.Created)
                {
                    await run.RunAsync(dependencies, _stop.Token, _leaveOff.Token);
                }
                else
                {
                    await run.ResumeAsync(status, _leaveOff.Token);
                }
            }
        );
    }

    private async Task ReopenNetworkAsync(IReadOnlyDictionary<string, ContainerStatus> found)
    {
        if (_plan.Definition.NetworkMode == "none" || found.Values.All(status => status.State == ContainerState.Exited))
        {
            return;
        }

        try
        {
            var network = _host.Ports.Networks.Open(_plan.Task.Id);
            await _host.Ports.Links.OpenAsync(_plan.Task.Arn, network, _leaveOff.Token);
        }
        catch (ContainerException)
        {
            Stop(StopCause.ContainersGone);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // Its containers are there and must be stopped as any others.
            Fault(error);
        }
    }

    // Runs the containers side by side until all have ended. A wish to stop ends them in the order of their dependencies.
    private async Task WatchAsync(ContainerDependencies dependencies, Func<ContainerRun, Task> run)
    {
        var stopping = Task.CompletedTask;
        var all = Task.WhenAll(_runs.Select(one => WatchAsync(one, run(one))));
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _stop.Token.Register(stopped.SetResult);
        if (ReferenceEquals(await Task.WhenAny(all, stopped.Task), stopped.Task))
        {
            var now = _host.Ports.Time.GetUtcNow();
            _ledger.Change(task => task.At(TaskStatuses.Stopping) with { StoppingAt = task.StoppingAt ?? now });
            stopping = dependencies.StopAsync(() => _isAtOnce);
        }

        await all;
        await stopping;
    }

    private async Task WatchAsync(ContainerRun one, Task run)
    {
        var ended = StopWithAsync(one);
        await run.SettledAsync();
        if (run.Exception?.InnerException is { } error)
        {
            // One container that fails in a way nobody foresaw must not leave the others running unwatched.
            Note(error);
        }

        // After the failure is noted: those that wait for this container fail with it, and not before it.
        one.NeverStarts();
        if (run.IsCanceled)
        {
            // Otherwise the task stopped before this container's turn came.
            _leaveOff.Token.ThrowIfCancellationRequested();
        }

        await ended;
    }

    private void Note(Exception error)
    {
        if (error is StartupException failure)
        {
            Fail(failure.Fault);
        }
        else
        {
            Fault(error);
        }
    }

    // At the moment of its end, not after its output is sent.
    private async Task StopWithAsync(ContainerRun one)
    {
        if (await one.Ended.WaitAsync(_leaveOff.Token) is { } exit && one.Plan.Record.IsEssential)
        {
            _ledger.Change(task => task with { ExecutionStoppedAt = task.ExecutionStoppedAt ?? exit.At });
            Stop(StopCause.EssentialExited);
        }
    }

    private void Fail(StartupFault fault)
    {
        _ledger.Change(task => task.WithReasonOf(fault));
        Stop(StopCause.FailedToStart(fault.StoppedReason));
    }

    private void Fault(Exception error) => Stop(StopCause.Faulted(error, _ledger.Current.StartedAt is not null));

    private async Task FinishAsync()
    {
        var now = _host.Ports.Time.GetUtcNow();
        _ledger.Change(task => task.At(TaskStatuses.Deprovisioning) with { StoppingAt = task.StoppingAt ?? now });
        if (_ledger.Current.CredentialsId is { } id)
        {
            _host.Broker.Remove(id);
        }

        // A renewal under way would issue a session behind the back of the revocation.
        await EndRenewalAsync();
        await _sessions.RevokeAsync();
        await EndContainersAsync();
        var task = _ledger.Change(one =>
            one with
            {
                ExecutionStoppedAt = one.ExecutionStoppedAt ?? one.Containers.Max(container => container.FinishedAt),
            }
        );
        await TaskTeardown.RunAsync(task, _host);
        _ledger.Change(record => record.Ended(_host.Ports.Time.GetUtcNow()));
        await FlushAsync();
    }

    // The end comes once, so that no later change would write it.
    private async Task FlushAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _ledger.FlushAsync();
                return;
            }
            catch (StoreException) when (attempt < FlushAttempts)
            {
                await Task.Delay(FlushPause * attempt, _host.Ports.Time, _leaveOff.Token);
            }
        }
    }

    // INVARIANT: a task is not STOPPED, and nothing of it is deleted, while one of its containers may run.
    private async Task EndContainersAsync()
    {
        if (!_plan.MayHaveContainers)
        {
            return;
        }

        await Task.WhenAll(
            _ledger
                .Current.Containers.Where(one => one.FinishedAt is null)
                .Select(async one =>
                {
                    var exit = await _reach.AskAsync(
                        (runtime, token) => TaskTeardown.EndAsync(one, runtime, token),
                        _leaveOff.Token
                    );
                    if (exit is not null && one.StartedAt is not null)
                    {
                        _ledger.Change(task => task.WithEnd(one.Name, exit));
                    }
                })
        );
    }

    private async Task EndRenewalAsync()
    {
        await _renewal.CancelAsync();
        await _renewing.SettledAsync();
    }

    private void NoteSession(RoleSession session) => _ledger.Note(task => task.With(session));

    private ContainerRun RunOf(ContainerPlan container, IContainerRuntime runtime) =>
        new(container, _ledger, _sessions, runtime, _host) { OutputLost = Fault };
}
