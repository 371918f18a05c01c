using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Tasks.Tests.Lifecycle;

public sealed class TaskEngineTests
{
    [Fact]
    public async Task Task_passes_every_status_on_its_way()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunningAsync();
        await lab.Engine.StopAsync(task.Arn, null, TestContext.Current.CancellationToken);
        await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(
            ["PROVISIONING", "PENDING", "RUNNING", "STOPPING", "DEPROVISIONING", "STOPPED"],
            lab.Seen.Select(one => one.LastStatus).Distinct()
        );
    }

    [Fact]
    public async Task Task_without_a_network_interface_begins_pending()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.StartAsync(TaskLab.Definition() with { NetworkMode = "bridge" }, LaunchTypes.Ec2);

        Assert.Equal(TaskStatuses.Pending, task.LastStatus);
    }

    [Fact]
    public async Task End_of_an_essential_container_stops_the_task()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = _ => Task.FromResult(3);

        var task = await lab.RunAsync();

        Assert.Equal(
            ("EssentialContainerExited", "Essential container in task exited", 3),
            (task.StopCode, task.StoppedReason, task.Containers[0].ExitCode)
        );
    }

    [Fact]
    public async Task End_of_another_container_leaves_the_task_running()
    {
        await using var lab = await TaskLab.OpenAsync();
        var definition = TaskLab.Definition(
            TaskLab.Container("app"),
            TaskLab.Container("helper") with
            {
                Essential = false,
            }
        );

        var task = await lab.RunningAsync(definition);
        lab.ContainerOf(task, "helper").End(0);
        task = await lab.UntilAsync(task, one => one.Containers[1].LastStatus == "STOPPED");

        Assert.Equal(("RUNNING", "RUNNING", 0), (task.LastStatus, task.DesiredStatus, task.Containers[1].ExitCode));
    }

    [Fact]
    public async Task Other_containers_are_asked_to_end_when_an_essential_one_has()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunningAsync(TaskLab.Definition(TaskLab.Container("app"), TaskLab.Container("web")));
        lab.ContainerOf(task, "app").End(0);
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal([0, 143], task.Containers.Select(one => one.ExitCode));
    }

    [Fact]
    public async Task Container_over_its_memory_says_so()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunningAsync();
        lab.ContainerOf(task, "app").End(137, outOfMemory: true);
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(
            (137, "OutOfMemoryError: Container killed due to memory usage"),
            (task.Containers[0].ExitCode, task.Containers[0].Reason)
        );
    }

    [Theory]
    [InlineData("maintenance", "maintenance")]
    [InlineData(null, "Task stopped by user")]
    public async Task Stopped_task_shows_who_asked_and_why(string? reason, string expected)
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunningAsync();
        var asked = await lab.Engine.StopAsync(task.Arn, reason, TestContext.Current.CancellationToken);
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal("STOPPED", asked!.DesiredStatus);
        Assert.Equal(("UserInitiated", expected), (task.StopCode, task.StoppedReason));
    }

    [Fact]
    public async Task First_cause_of_a_stop_stays()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunningAsync();
        await lab.Engine.StopAsync(task.Arn, "first", TestContext.Current.CancellationToken);
        await lab.Engine.StopAsync(task.Arn, "second", TestContext.Current.CancellationToken);
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal("first", task.StoppedReason);
    }

    [Fact]
    public async Task Container_that_does_not_listen_is_killed_after_its_stop_timeout()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = async container =>
        {
            await container.WaitForSignalAsync("SIGKILL");
            return 137;
        };
        var task = await lab.RunningAsync(TaskLab.Definition(TaskLab.Container("app") with { StopTimeout = 5 }));

        await lab.Engine.StopAsync(task.Arn, null, TestContext.Current.CancellationToken);
        await lab.ContainerOf(task, "app").WaitForSignalAsync("SIGTERM");
        await PassTimeAsync(lab, task, TimeSpan.FromSeconds(5));
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(137, task.Containers[0].ExitCode);
        Assert.Equal(TimeSpan.FromSeconds(5), lab.ContainerOf(task, "app").Spec.StopTimeout);
    }

    [Fact]
    public async Task Task_that_is_stopped_while_it_starts_never_runs()
    {
        await using var lab = await TaskLab.OpenAsync();
        var held = new TaskCompletionSource();
        lab.Runtime.RefusesToCreate = _ =>
        {
            held.Task.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            return null;
        };

        var task = await lab.StartAsync();
        await lab.UntilAsync(task, one => one.PullStoppedAt is not null);
        await lab.Engine.StopAsync(task.Arn, "changed my mind", TestContext.Current.CancellationToken);
        held.SetResult();
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(("UserInitiated", null, null), (task.StopCode, task.StartedAt, task.Containers[0].ExitCode));
        Assert.Empty(await lab.Runtime.ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stopping_all_at_once_kills()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = async container =>
        {
            await container.WaitForSignalAsync("SIGKILL");
            return 137;
        };
        var task = await lab.RunningAsync();

        await lab.Engine.StopAllAsync("reset", atOnce: true, TestContext.Current.CancellationToken);

        Assert.Equal(
            ("STOPPED", "reset"),
            (lab.Engine.Find(task.Arn)!.LastStatus, lab.Engine.Find(task.Arn)!.StoppedReason)
        );
    }

    [Fact]
    public async Task Reset_leaves_nothing_of_a_task()
    {
        await using var lab = await TaskLab.OpenAsync();
        var token = TestContext.Current.CancellationToken;
        var task = await lab.RunningAsync();

        await lab.Engine.StopAllAsync("reset", atOnce: true, token);
        await lab.Engine.ForgetAllAsync(token);
        await lab.Engine.LeaveClearedAsync();

        Assert.Null(lab.Engine.Find(task.Arn));
        Assert.Empty(await lab.Runtime.ListAsync(token));
        Assert.Empty(await lab.Door.Store.ListAsync("ecs.tasks", cancellationToken: token));
    }

    [Fact]
    public async Task Stopped_task_leaves_no_session_network_link_or_root()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        var key = task.TaskSessionKeyId!;
        Assert.NotNull(lab.Door.Host.Credentials.Find(key));
        Assert.Single(lab.Links.Opened);
        Assert.Single(lab.Networks.List());

        await lab.Engine.StopAsync(task.Arn, null, TestContext.Current.CancellationToken);
        await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Null(lab.Door.Host.Credentials.Find(key));
        Assert.Null(lab.Door.Host.Credentials.Find(task.ExecutionSessionKeyId!));
        Assert.Empty(lab.Links.Opened);
        Assert.Empty(lab.Networks.List());
        Assert.Empty(lab.Images.Mounted);
    }

    [Fact]
    public async Task Output_of_a_stopped_task_is_kept_until_its_record_is_swept()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = container =>
        {
            container.Print("hello");
            return Task.FromResult(0);
        };
        var task = await lab.RunAsync();
        var token = TestContext.Current.CancellationToken;

        var lines = await lab.Engine.OutputAsync(task.Arn, "app", 0, follow: false, token).ToListAsync(token);
        lab.Door.Time.Advance(TimeSpan.FromHours(1));
        await lab.Engine.SweepAsync(token);

        Assert.Equal(["hello"], lines.Select(line => line.Text));
        Assert.Null(lab.Engine.Find(task.Arn));
        Assert.Empty(await lab.Runtime.ListAsync(token));
    }

    [Fact]
    public async Task Version_grows_with_each_state_seen()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = _ => Task.FromResult(0);

        await lab.RunAsync();

        var versions = lab.Seen.Select(one => one.Version).ToArray();
        Assert.Equal(versions.Distinct().Order(), versions);
    }

    [Fact]
    public async Task Attachments_follow_the_task()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = _ => Task.FromResult(0);

        await lab.RunAsync();

        Assert.Equal(
            ["PRECREATED", "ATTACHED", "DELETED"],
            lab.Seen.Select(one => one.Attachments[0].Status).Distinct()
        );
    }

    [Fact]
    public async Task Tasks_are_listed_by_account_region_and_cluster()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        var account = Lanyard.Testing.Doors.TestDoor.Account;

        Assert.Equal([task.TaskArn], lab.Engine.List(account, TaskLab.Region, "default").Select(one => one.TaskArn));
        Assert.Empty(lab.Engine.List(account, TaskLab.Region, "other"));
        Assert.Empty(lab.Engine.List(account, "eu-west-1", null));
    }

    // Timers of the task are set as it goes along; the clock is moved until it has seen them all.
    private static async Task PassTimeAsync(TaskLab lab, TaskRecord task, TimeSpan needed)
    {
        lab.Door.Time.Advance(needed);
        while (lab.Engine.Find(task.Arn)!.LastStatus != TaskStatuses.Stopped)
        {
            await Task.Yield();
            lab.Door.Time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }
}
