using Lanyard.Cli.Commands;

namespace Lanyard.Cli.Tests.Commands;

/// <summary><c>ps</c>, <c>logs</c> and <c>stop</c>.</summary>
public sealed class TaskCommandTests
{
    [Fact]
    public async Task Ps_lists_tasks_with_status_and_both_roles()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.PrepareTaskAsync();
        var task = (await lab.RunTasksAsync())[0];
        await lab.UntilAsync(task, "RUNNING");

        var ps = (await lab.LanyardAsync("ps")).Succeeded();

        Assert.Equal(2, ps.Lines.Count);
        Assert.All(
            (string[])[CliLab.IdOf(task), "app:1", "RUNNING", "exec", "app"],
            word => Assert.Contains(word, ps.Lines[1].Split(' '))
        );
    }

    [Fact]
    public async Task Ps_answers_scripts_with_a_JSON_object_a_line()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.PrepareTaskAsync();
        var task = (await lab.RunTasksAsync())[0];
        await lab.UntilAsync(task, "RUNNING");

        var ps = (await lab.LanyardAsync("ps", "--json")).Succeeded();

        var json = Assert.Single(ps.Json);
        Assert.Equal(task.TaskArn, json.GetProperty("taskArn").GetString());
        Assert.Equal(task.TaskDefinitionArn, json.GetProperty("taskDefinitionArn").GetString());
        Assert.Equal("RUNNING", json.GetProperty("lastStatus").GetString());
        Assert.Equal($"arn:aws:iam::{CliLab.Account}:role/exec", json.GetProperty("executionRoleArn").GetString());
        Assert.Equal($"arn:aws:iam::{CliLab.Account}:role/app", json.GetProperty("taskRoleArn").GetString());
    }

    [Fact]
    public async Task Ps_shows_a_task_that_has_stopped_only_when_it_is_asked_for_all()
    {
        await using var lab = await CliLab.StartAsync();
        lab.Runtime.Program = _ => Task.FromResult(3);
        await lab.PrepareTaskAsync();
        await lab.UntilAsync((await lab.RunTasksAsync())[0], "STOPPED");

        var running = (await lab.LanyardAsync("ps", "--json")).Succeeded();
        var all = (await lab.LanyardAsync("ps", "--all")).Succeeded();

        Assert.Empty(running.Lines);
        Assert.Contains("3", all.Lines[1].Split(' '));
        Assert.EndsWith("Essential container in task exited", all.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_prints_what_the_containers_wrote_until_they_have_ended()
    {
        await using var lab = await CliLab.StartAsync();
        lab.Runtime.Program = container =>
        {
            container.Print("first");
            container.Print("second");
            return Task.FromResult(0);
        };
        await lab.PrepareTaskAsync();
        var task = (await lab.RunTasksAsync())[0];
        await lab.UntilAsync(task, "STOPPED");

        var logs = (await lab.LanyardAsync("logs", CliLab.IdOf(task)[..8])).Succeeded();

        Assert.Equal(["app | first", "app | second"], logs.Lines);
    }

    [Fact]
    public async Task Logs_can_stop_at_the_end_of_what_is_there()
    {
        await using var lab = await CliLab.StartAsync();
        lab.Runtime.Program = async container =>
        {
            container.Print("started");
            await container.WaitForSignalAsync("SIGTERM");
            return 0;
        };
        await lab.PrepareTaskAsync();
        var task = (await lab.RunTasksAsync())[0];
        await lab.UntilAsync(task, "RUNNING");

        var logs = (await lab.LanyardAsync("logs", task.TaskArn!, "--no-follow")).Succeeded();

        Assert.Equal(["app | started"], logs.Lines);
    }

    [Fact]
    public async Task Logs_of_a_container_that_the_task_does_not_have_is_misuse()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.PrepareTaskAsync();
        var task = (await lab.RunTasksAsync())[0];

        var logs = await lab.LanyardAsync("logs", CliLab.IdOf(task), "--container", "ap");

        logs.Refused(ExitCodes.Misuse, "the task has no container `ap`", "next: name one of `app`");
    }

    [Fact]
    public async Task Stop_gives_the_task_its_reason()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.PrepareTaskAsync();
        var task = (await lab.RunTasksAsync())[0];
        await lab.UntilAsync(task, "RUNNING");

        (await lab.LanyardAsync("stop", CliLab.IdOf(task), "--reason", "enough")).Succeeded();

        var stopped = await lab.UntilAsync(task, "STOPPED");
        Assert.Equal(("UserInitiated", "enough"), (stopped.StopCode, stopped.StoppedReason));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("logs")]
    public async Task A_task_that_is_not_there_is_misuse(string command)
    {
        await using var lab = await CliLab.StartAsync();

        var run = await lab.LanyardAsync(command, "3f2a");

        run.Refused(ExitCodes.Misuse, "there is no task `3f2a`", "next: see `lanyard ps --all`");
    }
}
