using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Tests.Lifecycle;

public sealed class DependencyTests
{
    [Fact]
    public async Task Container_starts_after_the_one_it_needs_started()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunningAsync(TaskLab.Definition(After("web", "app", "START"), TaskLab.Container("app")));

        Assert.Equal(["start app", "start web"], Calls(lab, task, "start"));
    }

    [Fact]
    public async Task Container_waits_for_the_end_of_the_one_it_needs_complete()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.StartAsync(TaskLab.Definition(After("app", "init", "COMPLETE"), Init()));
        await lab.UntilAsync(task, one => one.Containers[1].LastStatus == "RUNNING");
        Assert.Equal(["start init"], Calls(lab, task, "start"));

        lab.ContainerOf(task, "init").End(1);
        task = await lab.ReachedAsync(task, TaskStatuses.Running);

        Assert.Equal(["start init", "start app"], Calls(lab, task, "start"));
        Assert.Equal(["RUNNING", "STOPPED"], task.Containers.Select(one => one.LastStatus));
    }

    [Fact]
    public async Task Task_is_pending_until_its_last_container_has_started()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.StartAsync(TaskLab.Definition(After("app", "init", "SUCCESS"), Init()));
        task = await lab.UntilAsync(task, one => one.Containers[1].LastStatus == "RUNNING");

        Assert.Equal(("PENDING", null), (task.LastStatus, task.StartedAt));
    }

    [Fact]
    public async Task Success_lets_the_next_container_start()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.StartAsync(TaskLab.Definition(After("app", "init", "SUCCESS"), Init()));
        await lab.UntilAsync(task, one => one.Containers[1].LastStatus == "RUNNING");

        lab.ContainerOf(task, "init").End(0);

        Assert.Equal("RUNNING", (await lab.ReachedAsync(task, TaskStatuses.Running)).LastStatus);
    }

    [Fact]
    public async Task Failure_of_the_one_whose_success_is_needed_stops_the_task()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.StartAsync(TaskLab.Definition(After("app", "init", "SUCCESS"), Init()));
        await lab.UntilAsync(task, one => one.Containers[1].LastStatus == "RUNNING");

        lab.ContainerOf(task, "init").End(2);
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(
            (
                "TaskFailedToStart",
                "TaskDependencyError: dependency container init exited with code 2, and app waits for its success"
            ),
            (task.StopCode, task.StoppedReason)
        );
        Assert.Equal([null, 2], task.Containers.Select(one => one.ExitCode));
        Assert.Equal(["start init"], Calls(lab, task, "start"));
    }

    [Fact]
    public async Task Dependency_that_takes_longer_than_its_start_timeout_stops_the_task()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.StartAsync(
            TaskLab.Definition(After("app", "init", "COMPLETE"), Init() with { StartTimeout = 60 })
        );
        await lab.UntilAsync(task, one => one.Containers[1].LastStatus == "RUNNING");

        await lab.PassTimeUntilAsync(() => lab.Engine.Find(task.Arn)!.StopCode is not null, TimeSpan.FromSeconds(30));

        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);
        Assert.EndsWith(
            "dependency container init did not end within its startTimeout of 60 seconds",
            task.StoppedReason
        );
    }

    [Fact]
    public async Task Container_that_waits_for_HEALTHY_is_refused_before_anything_is_pulled()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunAsync(TaskLab.Definition(After("web", "app", "HEALTHY"), TaskLab.Container("app")));

        Assert.Contains("does not run container health checks", task.StoppedReason);
        Assert.Equal(0, lab.Cloud.CallsTo("ecr:BatchGetImage"));
    }

    [Fact]
    public async Task Containers_stop_in_the_reverse_order_of_their_dependencies()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync(
            TaskLab.Definition(TaskLab.Container("db"), After("app", "db", "START"), After("proxy", "app", "START"))
        );

        await lab.Engine.StopAsync(task.Arn, null, TestContext.Current.CancellationToken);
        await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(["signal proxy", "signal app", "signal db"], Calls(lab, task, "signal"));
    }

    [Fact]
    public async Task Created_container_whose_turn_never_came_is_removed_without_an_exit_code()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.StartAsync(TaskLab.Definition(After("app", "init", "COMPLETE"), Init()));
        await lab.UntilAsync(task, one => one.Containers[1].LastStatus == "RUNNING");

        await lab.Engine.StopAsync(task.Arn, null, TestContext.Current.CancellationToken);
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(("STOPPED", null), (task.Containers[0].LastStatus, task.Containers[0].ExitCode));
        Assert.Equal(["remove app"], Calls(lab, task, "remove"));
    }

    private static ContainerDefinition Init() => TaskLab.Container("init") with { Essential = false };

    private static ContainerDefinition After(string name, string other, string condition) =>
        TaskLab.Container(name) with
        {
            DependsOn = [new ContainerDependency { ContainerName = other, Condition = condition }],
        };

    private static string[] Calls(TaskLab lab, TaskRecord task, string verb) =>
        [
            .. lab
                .Runtime.Calls.Select(call => call.Split(' '))
                .Where(call => call[0] == verb)
                .Select(call => $"{verb} {task.Containers.Single(one => one.RuntimeId == call[1]).Name}"),
        ];
}
