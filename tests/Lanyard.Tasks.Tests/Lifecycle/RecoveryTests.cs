using Lanyard.Containers;
using Lanyard.Tasks.Lifecycle;

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
        await lab
            .Engine.DisposeAsync()
            .AsTask()
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

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
}
