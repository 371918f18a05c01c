using Lanyard.Containers;
using Lanyard.Tasks.Credentials;
using Lanyard.Tasks.Output;
using Lanyard.Tasks.Startup;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>One container's life within its task: waits for its dependencies, starts, sends its output, ends.</summary>
internal sealed class ContainerRun(
    ContainerPlan plan,
    TaskLedger ledger,
    TaskSessions sessions,
    IContainerRuntime runtime,
    EngineHost host
)
{
    // As a runtime says of a container whose end nobody saw.
    private const int UnseenEnd = 255;

    private readonly TaskCompletionSource<bool> _settled = NewSource<bool>();
    private readonly TaskCompletionSource<ContainerExit?> _ended = NewSource<ContainerExit?>();
    private readonly TaskCompletionSource<ContainerExit> _unstoppable = NewSource<ContainerExit>();

    /// <summary>Told of what keeps its output from being sent; the container runs on until somebody stops it.</summary>
    public required Action<Exception> OutputLost { get; init; }

    /// <summary>The container.</summary>
    public ContainerPlan Plan => plan;

    /// <summary>Done when it has started, true, or never will, false.</summary>
    public Task<bool> Settled => _settled.Task;

    /// <summary>Done when it has ended; null when it never started.</summary>
    public Task<ContainerExit?> Ended => _ended.Task;

    /// <summary>Runs it from its start to its end and the last line of its output.</summary>
    /// <param name="dependencies">Waits for the other containers.</param>
    /// <param name="stop">The task stops: a container that has not started never will.</param>
    /// <param name="leaveOff">The server ends: the container is left as it is.</param>
    /// <exception cref="StartupException">It cannot be started.</exception>
    public async Task RunAsync(ContainerDependencies dependencies, CancellationToken stop, CancellationToken leaveOff)
    {
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(stop, leaveOff))
        {
            await dependencies.WaitAsync(this, either.Token);
            either.Token.ThrowIfCancellationRequested();
        }

        try
        {
            await runtime.StartAsync(plan.Record.RuntimeId, CancellationToken.None);
        }
        catch (ContainerException error)
        {
            throw new StartupException(IFailureTexts.Of(ledger.Current.IsFargate).NotStarted(plan.Name, error));
        }

        HasStarted(host.Ports.Time.GetUtcNow());
        await WatchAsync(leaveOff);
    }

    /// <summary>Goes on with a container that had been started before this server, whether or not the server before noted it.</summary>
    public Task ResumeAsync(ContainerStatus status, CancellationToken leaveOff)
    {
        if (plan.Record.StartedAt is null)
        {
            HasStarted(status.StartedAt ?? host.Ports.Time.GetUtcNow());
        }

        _settled.TrySetResult(true);
        return WatchAsync(leaveOff);
    }

    /// <summary>Says that it will not start; nothing happens when it has.</summary>
    public void NeverStarts()
    {
        _settled.TrySetResult(false);
        _ended.TrySetResult(null);
    }

    /// <summary>Ends it: by its stop signal and, when its time is over, by SIGKILL; or by SIGKILL at once.</summary>
    public async Task StopAsync(Func<bool> isAtOnce)
    {
        if (!await Settled || Ended.IsCompleted)
        {
            return;
        }

        var ending = EndAsync(isAtOnce());
        await ending.SettledAsync();
        if (ending.Exception?.InnerException is { } error)
        {
            // Whatever it is: what cannot be stopped must not be waited for without end.
            _unstoppable.TrySetException(error);
        }
    }

    private async Task EndAsync(bool atOnce)
    {
        try
        {
            if (atOnce)
            {
                await runtime.KillAsync(plan.Record.RuntimeId, "SIGKILL", CancellationToken.None);
            }
            else
            {
                await runtime.StopAsync(plan.Record.RuntimeId, CancellationToken.None);
            }
        }
        catch (ContainerException gone) when (gone.Kind == ContainerFault.NotFound)
        {
            // The wait for its end says how.
        }
    }

    private async Task WatchAsync(CancellationToken leaveOff)
    {
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(leaveOff);
        var shipping = plan.Logs is { } logs ? ShipAsync(logs, watch.Token) : Task.CompletedTask;
        try
        {
            HasEnded(await await Task.WhenAny(WaitAsync(watch.Token), _unstoppable.Task));
        }
        catch
        {
            // The output of a container that nobody can wait for may have no end.
            await watch.CancelAsync();
            throw;
        }
        finally
        {
            await shipping;
        }
    }

    private async Task<ContainerExit> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await runtime.WaitAsync(plan.Record.RuntimeId, cancellationToken);
        }
        catch (ContainerException gone) when (gone.Kind == ContainerFault.NotFound)
        {
            return new ContainerExit(UnseenEnd, OutOfMemory: false, host.Ports.Time.GetUtcNow());
        }
    }

    private async Task ShipAsync(AwsLogsOptions logs, CancellationToken leaveOff)
    {
        var shipper = new LogShipper(logs, plan.Record, ledger.Current.TaskArn, sessions, host);
        var isOpen = ledger.Current.IsFargate || logs.IsBlocking;
        var work = shipper.RunAsync(runtime, isOpen, Ended, leaveOff);
        // When the server leaves off, whoever takes the task up sends the rest.
        await work.SettledAsync();
        if (work.Exception?.InnerException is { } error)
        {
            OutputLost(error);
        }
    }

    private void HasStarted(DateTimeOffset startedAt)
    {
        var now = host.Ports.Time.GetUtcNow();
        ledger.Change(task => task.WithStart(plan.Name, startedAt, now));
        _settled.TrySetResult(true);
    }

    private void HasEnded(ContainerExit exit)
    {
        ledger.Change(task => task.WithEnd(plan.Name, exit));
        _ended.TrySetResult(exit);
    }

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
