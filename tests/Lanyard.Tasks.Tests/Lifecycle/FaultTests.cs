using Lanyard.Containers;
using Lanyard.Storage;
using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Tasks.Tests.Lifecycle;

/// <summary>Failures that nobody foresaw: of the machine, of the store.</summary>
public sealed class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_that_fails_in_any_way_stops_the_task_with_the_cause()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.RefusesToStart = spec => spec.Name == "web" ? new IOException("the disk is gone") : null;

        var task = await lab.RunAsync(TaskLab.Definition(TaskLab.Container("app"), TaskLab.Container("web")));

        Assert.Equal(("TaskFailedToStart", "InternalError: the disk is gone"), (task.StopCode, task.StoppedReason));
    }

    [Fact]
    public async Task Container_that_cannot_be_waited_for_has_ended_before_its_root_is_removed()
    {
        await using var lab = await TaskLab.OpenAsync();
        var refusals = 0;
        lab.Runtime.RefusesToWait = _ =>
            Interlocked.Increment(ref refusals) == 1 ? new IOException("cannot watch") : null;
        var states = new List<ContainerState>();
        lab.Images.Unmounting = directory => states.Add(lab.Runtime[Path.GetFileName(directory)].State);

        var task = await lab.RunAsync();

        Assert.Equal(("TerminationNotice", "InternalError: cannot watch"), (task.StopCode, task.StoppedReason));
        Assert.Equal(137, task.Containers[0].ExitCode);
        Assert.Equal([ContainerState.Exited], states);
    }

    [Fact]
    public async Task Container_that_cannot_be_stopped_is_killed()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        lab.Runtime.RefusesToStop = _ => new ContainerException(ContainerFault.Unavailable, "no");

        await lab.Engine.StopAsync(task.Arn, "enough", Token);
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(("enough", 137), (task.StoppedReason, task.Containers[0].ExitCode));
    }

    [Fact]
    public async Task Record_stays_until_the_network_is_gone_too()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = _ => Task.FromResult(0);
        lab.Networks.RefusesToDelete = _ => new IOException("busy");
        var task = await lab.RunAsync();
        lab.Door.Time.Advance(TimeSpan.FromHours(1));

        await lab.Engine.SweepAsync(Token);
        Assert.NotNull(lab.Engine.Find(task.Arn));
        lab.Networks.RefusesToDelete = _ => null;
        await lab.Engine.SweepAsync(Token);

        Assert.Null(lab.Engine.Find(task.Arn));
        Assert.Empty(lab.Networks.List());
    }

    [Fact]
    public async Task Sweeper_goes_on_after_the_store_refused_once()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = _ => Task.FromResult(0);
        var task = await lab.RunAsync();
        var refused = 0;
        lab.Door.Store.Refuses = operation =>
            operation.Kind == StoreOperationKind.DeletePrefix && Interlocked.Increment(ref refused) == 1
                ? Full()
                : null;

        await lab.PassTimeUntilAsync(() => lab.Engine.Find(task.Arn) is null, TimeSpan.FromMinutes(1));

        Assert.True(refused > 1);
    }

    [Fact]
    public async Task End_of_a_task_is_written_once_the_store_takes_it()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        var refused = 0;
        lab.Door.Store.Refuses = operation =>
            operation.Name == "ecs.tasks" && Interlocked.Increment(ref refused) <= 2 ? Full() : null;

        lab.ContainerOf(task, "app").End(0);
        await lab.PassTimeUntilAsync(() => lab.Engine.Find(task.Arn)!.IsStopped, TimeSpan.FromMilliseconds(10));

        Assert.Equal("EssentialContainerExited", lab.Engine.Find(task.Arn)!.StopCode);
    }

    [Fact]
    public async Task Engine_ends_also_when_the_store_takes_nothing_any_more()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        lab.Door.Store.Refuses = _ => Full();
        lab.ContainerOf(task, "app").End(0);

        await lab.Engine.DisposeAsync();

        Assert.Equal("RUNNING", lab.Engine.Find(task.Arn)!.LastStatus);
    }

    private static StoreException Full() => new(StoreFault.Unavailable, "the disk is full");
}
