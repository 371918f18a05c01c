using Lanyard.Containers;
using Lanyard.Storage;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Tests.Output;

public sealed class LogShippingTests
{
    [Fact]
    public async Task Output_is_all_sent_before_the_task_is_stopped()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = container =>
        {
            container.Print("one");
            container.Print("two", OutputChannel.Stderr);
            return Task.FromResult(0);
        };
        var mayPut = new TaskCompletionSource();
        lab.Cloud.PutsMay = mayPut.Task;

        var task = await lab.StartAsync(WithLogs());
        await lab.UntilAsync(task, one => one.Containers[0].LastStatus == "STOPPED");
        Assert.NotEqual("STOPPED", lab.Engine.Find(task.Arn)!.LastStatus);
        mayPut.SetResult();
        await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(["one", "two"], lab.Cloud.Logged(StreamOf(task)));
    }

    [Fact]
    public async Task Output_is_sent_as_the_execution_role_with_the_time_it_was_written()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = container =>
        {
            container.Print("one");
            return Task.FromResult(0);
        };

        var task = await lab.RunAsync(WithLogs());

        var call = lab.Cloud.Calls.Single(one => one.Action == "logs:PutLogEvents");
        Assert.Equal($"arn:aws:sts::111122223333:assumed-role/exec/{task.Id}", call.Caller.Principal.Arn);
        Assert.Equal(
            lab.Door.Time.GetUtcNow().ToUnixTimeMilliseconds(),
            lab.Cloud.Puts.Single().LogEvents![0].Timestamp
        );
    }

    [Fact]
    public async Task Lines_wait_for_each_other_no_longer_than_the_flush_interval()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync(WithLogs());
        lab.ContainerOf(task, "app").Print("one");

        await lab.PassTimeUntilAsync(() => !lab.Cloud.Puts.IsEmpty, TimeSpan.FromMilliseconds(100));

        Assert.Equal("RUNNING", lab.Engine.Find(task.Arn)!.LastStatus);
        Assert.Equal(["one"], lab.Cloud.Logged(StreamOf(task)));
    }

    [Fact]
    public async Task More_lines_than_one_call_takes_go_in_several()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = container =>
        {
            for (var i = 0; i < 10_001; i++)
            {
                container.Print("x");
            }

            return Task.FromResult(0);
        };

        await lab.RunAsync(WithLogs());

        Assert.All(lab.Cloud.Puts, put => Assert.InRange(put.LogEvents!.Count, 1, 10_000));
        Assert.Equal(10_001, lab.Cloud.Puts.Sum(put => put.LogEvents!.Count));
    }

    [Fact]
    public async Task Refused_events_are_lost_and_the_task_goes_on()
    {
        await using var lab = await TaskLab.WithoutAsync("logs:PutLogEvents");
        lab.Runtime.Program = container =>
        {
            container.Print("one");
            return Task.FromResult(0);
        };

        var task = await lab.RunAsync(WithLogs());

        Assert.Equal(("EssentialContainerExited", 0), (task.StopCode, task.Containers[0].ExitCode));
        Assert.Empty(lab.Cloud.Puts);
    }

    [Fact]
    public async Task Position_that_the_store_did_not_take_is_written_again()
    {
        await using var lab = await TaskLab.OpenAsync();
        var refused = 0;
        lab.Door.Store.Refuses = operation =>
            operation.Name == "ecs.log-positions" && Interlocked.Increment(ref refused) == 1
                ? new StoreException(StoreFault.Unavailable, "the disk is full")
                : null;
        lab.Runtime.Program = container =>
        {
            container.Print("one");
            return Task.FromResult(0);
        };

        var task = await lab.StartAsync(WithLogs());
        await lab.PassTimeUntilAsync(() => lab.Engine.Find(task.Arn)!.IsStopped, TimeSpan.FromMilliseconds(10));

        Assert.Equal("EssentialContainerExited", lab.Engine.Find(task.Arn)!.StopCode);
        Assert.Equal(["one"], lab.Cloud.Logged(StreamOf(task)));
        Assert.Equal(2, refused);
    }

    [Fact]
    public async Task Task_says_so_when_its_output_can_no_longer_be_sent()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Door.Store.Refuses = operation =>
            operation.Name == "ecs.log-positions"
                ? new StoreException(StoreFault.Unavailable, "the disk is full")
                : null;
        var task = await lab.RunningAsync(WithLogs());

        lab.ContainerOf(task, "app").Print("one");
        await lab.PassTimeUntilAsync(() => lab.Engine.Find(task.Arn)!.IsStopped, TimeSpan.FromMilliseconds(10));

        task = lab.Engine.Find(task.Arn)!;
        Assert.Equal(
            ("TerminationNotice", "InternalError: the disk is full", 143),
            (task.StopCode, task.StoppedReason, task.Containers[0].ExitCode)
        );
    }

    [Fact]
    public async Task Stream_of_a_container_in_non_blocking_mode_on_EC2_is_opened_when_it_can_be()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Cloud.LogGroups.Clear();
        var task = await lab.RunningAsync(WithLogs(), LaunchTypes.Ec2);
        lab.ContainerOf(task, "app").Print("early");
        Assert.Equal("RUNNING", task.LastStatus);

        lab.Cloud.LogGroups["app"] = true;
        await lab.PassTimeUntilAsync(() => !lab.Cloud.Puts.IsEmpty, TimeSpan.FromSeconds(1));

        Assert.Equal(["early"], lab.Cloud.Logged(StreamOf(task)));
    }

    [Fact]
    public async Task Container_in_non_blocking_mode_on_EC2_runs_without_its_logs()
    {
        await using var lab = await TaskLab.WithoutAsync("logs:CreateLogStream");
        var task = await lab.RunningAsync(WithLogs(), LaunchTypes.Ec2);

        lab.ContainerOf(task, "app").End(0);
        task = await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal("EssentialContainerExited", task.StopCode);
    }

    [Fact]
    public async Task Missing_group_is_made_when_that_is_asked_for()
    {
        await using var lab = await TaskLab.OpenAsync();

        await lab.RunningAsync(WithLogs(("awslogs-group", "new"), ("awslogs-create-group", "true")));

        Assert.True(lab.Cloud.LogGroups.ContainsKey("new"));
        Assert.Equal((2, 1), (lab.Cloud.CallsTo("logs:CreateLogStream"), lab.Cloud.CallsTo("logs:CreateLogGroup")));
    }

    [Fact]
    public async Task Group_is_not_asked_for_while_it_is_there()
    {
        await using var lab = await TaskLab.OpenAsync();

        await lab.RunningAsync(WithLogs(("awslogs-create-group", "true")));

        Assert.Equal(0, lab.Cloud.CallsTo("logs:CreateLogGroup"));
    }

    [Fact]
    public async Task Lines_of_one_event_are_sent_as_one()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = container =>
        {
            foreach (var line in new[] { "ERROR a", "  at b", "  at c", "INFO d" })
            {
                container.Print(line);
            }

            return Task.FromResult(0);
        };

        var task = await lab.RunAsync(WithLogs(("awslogs-multiline-pattern", "^(ERROR|INFO)")));

        Assert.Equal(["ERROR a\n  at b\n  at c", "INFO d"], lab.Cloud.Logged(StreamOf(task)));
    }

    [Fact]
    public async Task Lines_of_one_event_are_sent_as_one_although_they_take_their_time()
    {
        await using var lab = await SendingAtOnceAsync();
        var task = await lab.RunningAsync(WithLogs(("awslogs-multiline-pattern", "^(ERROR|INFO)")));
        var container = lab.ContainerOf(task, "app");
        container.Print("INFO a");
        container.Print("ERROR b");

        // No time passes: what is begun does not get old, however long this takes.
        await lab.LoggedAsync(StreamOf(task), 1);
        container.Print("  at c");
        container.End(0);
        await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(["INFO a", "ERROR b\n  at c"], lab.Cloud.Logged(StreamOf(task)));
    }

    [Fact]
    public async Task Event_of_several_lines_is_sent_while_the_container_runs()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync(WithLogs(("awslogs-multiline-pattern", "^(ERROR|INFO)")));
        lab.ContainerOf(task, "app").Print("ERROR b");

        await lab.PassTimeUntilAsync(() => !lab.Cloud.Puts.IsEmpty, TimeSpan.FromMilliseconds(100));

        Assert.Equal(["ERROR b"], lab.Cloud.Logged(StreamOf(task)));
        Assert.Equal("RUNNING", lab.Engine.Find(task.Arn)!.LastStatus);
    }

    [Theory]
    [InlineData("answer\n", "prompt: answer")]
    [InlineData("", "prompt: ")]
    public async Task Text_without_an_end_is_held_until_its_line_or_the_container_ends(string rest, string expected)
    {
        await using var lab = await SendingAtOnceAsync();
        var task = await lab.RunningAsync(WithLogs());
        var container = lab.ContainerOf(task, "app");
        container.Write("prompt: ");
        container.Print("error", OutputChannel.Stderr);
        await lab.LoggedAsync(StreamOf(task), 1);

        lab.Door.Time.Advance(TimeSpan.FromMinutes(1));
        container.Print("another", OutputChannel.Stderr);
        await lab.LoggedAsync(StreamOf(task), 2);
        Assert.Equal(["error", "another"], lab.Cloud.Logged(StreamOf(task)));
        container.Write(rest);
        container.End(0);
        await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Equal(["error", "another", expected], lab.Cloud.Logged(StreamOf(task)));
    }

    [Fact]
    public async Task Container_without_awslogs_sends_nothing()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = container =>
        {
            container.Print("one");
            return Task.FromResult(0);
        };

        var task = await lab.RunAsync();

        Assert.Empty(lab.Cloud.Puts);
        Assert.Null(task.Containers[0].Log);
    }

    // A lab in which no output waits for more of it, so that no time has to pass.
    private static async Task<TaskLab> SendingAtOnceAsync()
    {
        var lab = await TaskLab.OpenAsync();
        lab.LogFlushInterval = TimeSpan.Zero;
        await lab.RestartAsync();
        return lab;
    }

    private static string StreamOf(TaskRecord task) => $"p/app/{task.Id}";

    private static TaskDefinition WithLogs(params (string Name, string Value)[] options) =>
        TaskLab.Definition(TaskLab.Container("app") with { LogConfiguration = TaskLab.AwsLogs(options) });
}
