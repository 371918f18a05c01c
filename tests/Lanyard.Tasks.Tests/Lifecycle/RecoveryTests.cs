using System.Net.Sockets;
using Lanyard.Containers;
using Lanyard.Storage;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Testing;

namespace Lanyard.Tasks.Tests.Lifecycle;

public sealed class RecoveryTests
{
    [Fact]
    public async Task Running_task_runs_on_and_is_watched_again()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();

        await lab.RestartAsync();

        Assert.Equal("RUNNING", lab.Engine.Find(task.Arn)!.LastStatus);
        lab.ContainerOf(task, "app").End(0);
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);
        Assert.Equal(("EssentialContainerExited", 0), (task.StopCode, task.Containers[0].ExitCode));
    }

    [Fact]
    public async Task Containers_are_left_alone_when_the_engine_goes()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();

        await lab.Engine.DisposeAsync();

        Assert.Equal(ContainerState.Running, lab.ContainerOf(task, "app").State);
        Assert.DoesNotContain(lab.Runtime.Calls, call => call.StartsWith("signal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sessions_and_credentials_go_on()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        var before = lab.Engine.Credentials.Answer(task.Arn, task.CredentialsId!);

        await lab.RestartAsync();

        var after = lab.Engine.Credentials.Answer(task.Arn, task.CredentialsId!);
        Assert.Equal(before.Json.ToArray(), after.Json.ToArray());
        Assert.Equal(2, lab.Cloud.CallsTo("sts:AssumeRole"));
    }

    [Fact]
    public async Task Session_that_ended_meanwhile_is_assumed_anew()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        await lab.Engine.DisposeAsync();
        lab.Door.Time.Advance(TimeSpan.FromHours(7));

        await lab.RestartAsync();

        var answer = lab.Engine.Credentials.Answer(task.Arn, task.CredentialsId!);
        Assert.Equal((200, 4), (answer.Status, lab.Cloud.CallsTo("sts:AssumeRole")));
    }

    [Fact]
    public async Task Link_is_open_again()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        await lab.Engine.DisposeAsync();
        lab.Links.Opened.Clear();

        await lab.RestartAsync();
        await TaskLab.UntilAsync(() => lab.Links.Opened.ContainsKey(task.Arn));

        Assert.Equal([task.Arn], lab.Links.Opened.Keys);
    }

    [Fact]
    public async Task Container_that_ended_meanwhile_stops_its_task()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        await lab.Engine.DisposeAsync();
        lab.ContainerOf(task, "app").End(9);

        await lab.RestartAsync();
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(("EssentialContainerExited", 9), (task.StopCode, task.Containers[0].ExitCode));
    }

    [Fact]
    public async Task Task_whose_containers_are_gone_is_stopped_and_says_so()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync(TaskLab.Definition(TaskLab.Container("app"), TaskLab.Container("web")));
        await lab.Engine.DisposeAsync();
        await lab.Runtime.RemoveAsync(task.Containers[0].RuntimeId, TestContext.Current.CancellationToken);

        await lab.RestartAsync();
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal("TerminationNotice", task.StopCode);
        Assert.Equal(
            "The task's containers are gone: the machine was restarted or they were removed",
            task.StoppedReason
        );
        Assert.Equal(143, task.Containers[1].ExitCode);
    }

    [Fact]
    public async Task Task_whose_network_is_gone_is_stopped()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        await lab.Engine.DisposeAsync();
        await lab.Networks.DeleteAsync(task.Id, TestContext.Current.CancellationToken);

        await lab.RestartAsync();

        Assert.Equal("TerminationNotice", (await lab.ReachedAsync(task, TaskStatuses.Stopped)).StopCode);
    }

    [Fact]
    public async Task Start_that_was_interrupted_is_made_anew()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Cloud.DownloadsMay = new TaskCompletionSource().Task;
        var task = await lab.StartAsync();
        await TaskLab.UntilAsync(() => !lab.Cloud.Downloads.IsEmpty);
        await lab.Engine.DisposeAsync();
        Assert.Equal(TaskStatuses.Pending, lab.Engine.Find(task.Arn)!.LastStatus);

        lab.Cloud.DownloadsMay = Task.CompletedTask;
        await lab.RestartAsync();
        task = await lab.ReachedAsync(task, TaskStatuses.Running);

        Assert.Equal("RUNNING", task.LastStatus);
        Assert.Equal(2, lab.Cloud.CallsTo("ecr:BatchGetImage"));
    }

    [Fact]
    public async Task Stop_that_was_interrupted_goes_on()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = async container =>
        {
            await container.WaitForSignalAsync("SIGKILL");
            return 137;
        };
        var task = await lab.RunningAsync();
        var name = task.Containers[0].RuntimeId;
        await lab.Engine.StopAsync(task.Arn, "enough", TestContext.Current.CancellationToken);
        await Eventually.DoneAsync(lab.Engine.DisposeAsync().AsTask(), "the engine to end");

        await lab.RestartAsync();
        await lab.Runtime.KillAsync(name, "SIGKILL", TestContext.Current.CancellationToken);
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(("UserInitiated", "enough"), (task.StopCode, task.StoppedReason));
    }

    [Fact]
    public async Task Stopped_tasks_are_left_as_they_are()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = _ => Task.FromResult(0);
        var task = await lab.RunAsync();

        await lab.RestartAsync();

        Assert.Equal(task.Version, lab.Engine.Find(task.Arn)!.Version);
    }

    [Fact]
    public async Task Output_is_sent_on_from_where_it_was()
    {
        await using var lab = await TaskLab.OpenAsync();
        var definition = TaskLab.Definition(TaskLab.Container("app") with { LogConfiguration = TaskLab.AwsLogs() });
        var task = await lab.RunningAsync(definition);
        lab.ContainerOf(task, "app").Print("one");
        await lab.Engine.DisposeAsync();
        lab.ContainerOf(task, "app").Print("two");

        await lab.RestartAsync();
        lab.ContainerOf(task, "app").Print("three");
        lab.ContainerOf(task, "app").End(0);
        await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(["one", "two", "three"], lab.Cloud.Logged($"p/app/{task.Id}"));
    }

    [Fact]
    public async Task Task_whose_runtime_does_not_answer_is_left_alone_until_it_does()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        lab.NoRuntime = new ContainerException(ContainerFault.Unavailable, "no runc here");

        await lab.RestartAsync();
        await lab.Engine.StopAllAsync("down", atOnce: false, TestContext.Current.CancellationToken);

        Assert.Equal("RUNNING", lab.Engine.Find(task.Arn)!.LastStatus);
        Assert.Equal(ContainerState.Running, lab.ContainerOf(task, "app").State);
        Assert.Single(lab.Images.Mounted);
        Assert.Single(lab.Networks.List());

        lab.NoRuntime = null;
        await lab.PassTimeUntilAsync(() => lab.Engine.Find(task.Arn)!.IsStopped, TimeSpan.FromMilliseconds(10));
        task = lab.Engine.Find(task.Arn)!;
        Assert.Equal(("UserInitiated", "down", 143), (task.StopCode, task.StoppedReason, task.Containers[0].ExitCode));
        Assert.Empty(lab.Images.Mounted);
    }

    [Fact]
    public async Task Task_whose_link_cannot_be_opened_again_is_stopped_like_any_other()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        lab.Links.RefusesToOpen = _ => new SocketException((int)SocketError.TooManyOpenSockets);
        var states = new List<ContainerState>();
        lab.Images.Unmounting = _ => states.Add(lab.ContainerOf(task, "app").State);

        await lab.RestartAsync();
        var ended = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(("TerminationNotice", 143), (ended.StopCode, ended.Containers[0].ExitCode));
        Assert.StartsWith("InternalError: ", ended.StoppedReason);
        Assert.Equal([ContainerState.Exited], states);
    }

    [Fact]
    public async Task Container_whose_start_was_not_noted_is_running()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        await lab.Engine.DisposeAsync();
        await lab.RewriteAsync(task, BeforeItsStart);

        await lab.RestartAsync();
        var running = await lab.ReachedAsync(task, TaskStatuses.Running);

        Assert.Equal(("RUNNING", "RUNNING"), (running.LastStatus, running.Containers[0].LastStatus));
        Assert.Equal(lab.Door.Time.GetUtcNow(), running.Containers[0].StartedAt);
        lab.ContainerOf(task, "app").End(4);
        var ended = await lab.ReachedAsync(task, TaskStatuses.Stopped);
        Assert.Equal(("EssentialContainerExited", 4), (ended.StopCode, ended.Containers[0].ExitCode));
    }

    [Fact]
    public async Task Container_that_ended_before_its_start_was_noted_keeps_its_output()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        lab.ContainerOf(task, "app").Print("hello");
        await lab.Engine.DisposeAsync();
        await lab.RewriteAsync(task, BeforeItsStart);
        lab.ContainerOf(task, "app").End(4);

        await lab.RestartAsync();
        var ended = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(("EssentialContainerExited", 4), (ended.StopCode, ended.Containers[0].ExitCode));
        Assert.Equal(["hello"], lab.ContainerOf(task, "app").Output.Select(line => line.Text));
    }

    [Fact]
    public async Task Stop_that_is_asked_for_before_tasks_are_taken_up_waits_for_that()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        await lab.ReopenAsync();

        var stopping = lab.Engine.StopAsync(task.Arn, "enough", TestContext.Current.CancellationToken);
        Assert.False(stopping.IsCompleted);
        await lab.Engine.RecoverAsync(TestContext.Current.CancellationToken);

        Assert.Equal("STOPPED", (await stopping)!.DesiredStatus);
        Assert.Equal("enough", (await lab.ReachedAsync(task, TaskStatuses.Stopped)).StoppedReason);
    }

    [Fact]
    public async Task Task_that_is_started_before_tasks_are_taken_up_is_started_once()
    {
        await using var lab = await TaskLab.OpenAsync();
        await lab.ReopenAsync();

        var starting = lab.StartAsync();
        Assert.False(starting.IsCompleted);
        await lab.Engine.RecoverAsync(TestContext.Current.CancellationToken);
        await lab.ReachedAsync(await starting, TaskStatuses.Running);

        Assert.Single(lab.Runtime.Created);
    }

    [Fact]
    public async Task Stop_of_all_before_tasks_are_taken_up_stops_them()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        await lab.ReopenAsync();

        var stopping = lab.Engine.StopAllAsync("reset", atOnce: true, TestContext.Current.CancellationToken);
        Assert.False(stopping.IsCompleted);
        await lab.Engine.RecoverAsync(TestContext.Current.CancellationToken);
        await stopping;

        Assert.Equal("STOPPED", lab.Engine.Find(task.Arn)!.LastStatus);
    }

    [Fact]
    public async Task What_no_record_speaks_of_is_removed_at_the_next_start()
    {
        await using var lab = await TaskLab.OpenAsync();
        var token = TestContext.Current.CancellationToken;
        var known = await lab.RunningAsync();
        var unknown = await lab.RunningAsync();
        await lab.Engine.DisposeAsync();
        await lab.Door.Store.DeleteAsync("ecs.tasks", unknown.TaskArn, cancellationToken: token);
        var files = Directory.CreateDirectory(Path.Combine(lab.Directory, unknown.Id, "volumes")).Parent!;

        await lab.RestartAsync();
        await TaskLab.UntilAsync(() => !Directory.Exists(files.FullName));

        Assert.Equal([known.Id], lab.Networks.List());
        var left = Assert.Single(await lab.Runtime.ListAsync(token));
        Assert.Equal((known.Containers[0].RuntimeId, ContainerState.Running), (left.Id, left.State));
    }

    private static TaskRecord BeforeItsStart(TaskRecord task) =>
        task with
        {
            LastStatus = TaskStatuses.Pending,
            StartedAt = null,
            Containers =
            [
                .. task.Containers.Select(one =>
                    one with
                    {
                        LastStatus = TaskStatuses.Pending,
                        CreatedAt = null,
                        StartedAt = null,
                    }
                ),
            ],
        };
}
