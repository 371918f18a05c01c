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
    private const string OutOfMemory = "OutOfMemoryError: Container killed due to memory usage";

    // As a runtime says of a container whose end nobody saw.
    private const int UnseenEnd = 255;

    private readonly TaskCompletionSource<bool> _settled = NewSource<bool>();
    private readonly TaskCompletionSource<ContainerExit?> _ended = NewSource<ContainerExit?>();

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

        HasStarted();
        await WatchAsync(leaveOff);
    }

    /// <summary>Goes on with a container that had been started before this server.</summary>
    public Task ResumeAsync(CancellationToken leaveOff)
    {
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

        try
        {
            if (isAtOnce())
            {
                await runtime.KillAsync(plan.Record.RuntimeId, "SIGKILL", CancellationToken.None);
            }
            else
            {
                await runtime.StopAsync(plan.Record.RuntimeId, CancellationToken.None);
            }
        }
        catch (ContainerException)
        {
            // It is gone already; the wait for its end says how.
        }
    }

    private async Task WatchAsync(CancellationToken leaveOff)
    {
        var shipping = plan.Logs is { } logs
            ? new LogShipper(logs, plan.Record, ledger.Current.TaskArn, sessions, host).RunAsync(
                runtime,
                isOpen: ledger.Current.IsFargate || logs.IsBlocking,
                Ended,
                leaveOff
            )
            : Task.CompletedTask;
        try
        {
            HasEnded(await runtime.WaitAsync(plan.Record.RuntimeId, leaveOff));
        }
        catch (ContainerException)
        {
            HasEnded(new ContainerExit(UnseenEnd, OutOfMemory: false, host.Ports.Time.GetUtcNow()));
        }
        finally
        {
            await shipping;
        }
    }

    private void HasStarted()
    {
        var now = host.Ports.Time.GetUtcNow();
        ledger.Change(task =>
        {
            var changed = task.With(plan.Name, one => one with { LastStatus = TaskStatuses.Running, StartedAt = now });
            var isUp =
                changed.DesiredStatus is TaskStatuses.Running
                && changed.Containers.All(one => one.StartedAt is not null);
            return isUp ? changed with { LastStatus = TaskStatuses.Running, StartedAt = now } : changed;
        });
        _settled.TrySetResult(true);
    }

    private void HasEnded(ContainerExit exit)
    {
        ledger.Change(task =>
            task.With(
                plan.Name,
                one =>
                    one with
                    {
                        LastStatus = TaskStatuses.Stopped,
                        ExitCode = exit.ExitCode,
                        Reason = exit.OutOfMemory ? one.Reason ?? OutOfMemory : one.Reason,
                        FinishedAt = exit.At,
                    }
            )
        );
        _ended.TrySetResult(exit);
    }

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
