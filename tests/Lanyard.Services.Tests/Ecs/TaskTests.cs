using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Tests.Ecs;

/// <summary>Tasks that were started: how they are described, listed and stopped, and by whom.</summary>
public sealed class TaskTests
{
    private const string Missing = "arn:aws:ecs:us-east-1:111122223333:task/default/0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Describing_none_is_refused()
    {
        await using var door = await EcsDoor.OpenAsync();

        var error = await door.FailAsync(EcsModel.DescribeTasks, new DescribeTasksInput { Tasks = [] });

        Assert.Equal("InvalidParameterException: Tasks cannot be empty.", error);
    }

    [Fact]
    public async Task Describing_in_an_unknown_cluster_is_refused()
    {
        await using var door = await EcsDoor.OpenAsync();

        var error = await door.FailAsync(
            EcsModel.DescribeTasks,
            new DescribeTasksInput { Cluster = "other", Tasks = [Missing] }
        );

        Assert.Equal("ClusterNotFoundException: Cluster not found.", error);
    }

    [Fact]
    public async Task Task_that_is_not_there_is_missing()
    {
        await using var door = await EcsDoor.OpenAsync();

        var described = await door.SendAsync(EcsModel.DescribeTasks, new DescribeTasksInput { Tasks = [Missing] });

        var failure = Assert.Single(described.Failures!);
        Assert.Equal((Missing, "MISSING"), (failure.Arn, failure.Reason));
    }

    [Fact]
    public async Task Task_of_another_cluster_is_missing()
    {
        await using var door = await EcsDoor.WithWebAsync();
        await door.SendAsync(EcsModel.CreateCluster, new CreateClusterInput { ClusterName = "other" });
        var task = await door.RunAsync();

        var described = await door.SendAsync(
            EcsModel.DescribeTasks,
            new DescribeTasksInput { Cluster = "other", Tasks = [task.TaskArn!] }
        );

        Assert.Empty(described.Tasks!);
        Assert.Equal("MISSING", Assert.Single(described.Failures!).Reason);
    }

    [Fact]
    public async Task Task_is_named_by_its_id_as_well()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var task = await door.RunAsync();

        var described = await door.DescribeAsync(task.TaskArn!.Split('/')[^1]);

        Assert.Equal(task.TaskArn, described.TaskArn);
    }

    [Fact]
    public async Task Tags_are_shown_when_they_are_asked_for()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var task = await door.RunAsync(EcsDoor.RunWeb with { Tags = [new Tag { Key = "team", Value = "a" }] });
        var input = new DescribeTasksInput { Tasks = [task.TaskArn!] };

        var without = await door.SendAsync(EcsModel.DescribeTasks, input);
        var with = await door.SendAsync(EcsModel.DescribeTasks, input with { Include = ["TAGS"] });

        Assert.Empty(without.Tasks![0].Tags!);
        Assert.Equal("a", Assert.Single(with.Tasks![0].Tags!).Value);
    }

    [Fact]
    public async Task Running_task_has_the_times_of_its_way_there()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var started = await door.RunAsync();
        await door.ReachedAsync(started.TaskArn!, "RUNNING");

        var task = await door.DescribeAsync(started.TaskArn!);

        Assert.Equal(("RUNNING", "CONNECTED"), (task.LastStatus, task.Connectivity));
        Assert.All(
            [task.CreatedAt, task.ConnectivityAt, task.PullStartedAt, task.PullStoppedAt, task.StartedAt],
            time => Assert.Equal(door.Door.Time.GetUtcNow(), time)
        );
    }

    [Fact]
    public async Task Stopped_task_says_why_in_the_words_of_whoever_stopped_it()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var task = await door.RunAsync();
        await door.ReachedAsync(task.TaskArn!, "RUNNING");

        var stop = await door.SendAsync(
            EcsModel.StopTask,
            new StopTaskInput { Task = task.TaskArn, Reason = "enough" }
        );
        await door.ReachedAsync(task.TaskArn!, "STOPPED");
        var stopped = await door.DescribeAsync(task.TaskArn!);

        Assert.Equal("STOPPED", stop.Task!.DesiredStatus);
        Assert.Equal(
            ("STOPPED", "UserInitiated", "enough"),
            (stopped.LastStatus, stopped.StopCode, stopped.StoppedReason)
        );
    }

    [Fact]
    public async Task Task_stopped_without_a_reason_was_stopped_by_a_user()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var task = await door.RunAsync();

        await door.SendAsync(EcsModel.StopTask, new StopTaskInput { Task = task.TaskArn });
        await door.ReachedAsync(task.TaskArn!, "STOPPED");

        Assert.Equal("Task stopped by user", (await door.DescribeAsync(task.TaskArn!)).StoppedReason);
    }

    [Fact]
    public async Task Task_that_is_not_there_cannot_be_stopped()
    {
        await using var door = await EcsDoor.OpenAsync();

        var error = await door.FailAsync(EcsModel.StopTask, new StopTaskInput { Task = Missing });

        Assert.Equal("InvalidParameterException: The referenced task was not found.", error);
    }

    [Fact]
    public async Task Task_of_another_cluster_cannot_be_stopped_there()
    {
        await using var door = await EcsDoor.WithWebAsync();
        await door.SendAsync(EcsModel.CreateCluster, new CreateClusterInput { ClusterName = "other" });
        var task = await door.RunAsync();

        var error = await door.FailAsync(
            EcsModel.StopTask,
            new StopTaskInput { Cluster = "other", Task = task.TaskArn }
        );

        Assert.Equal("InvalidParameterException: The referenced task was not found.", error);
    }

    [Fact]
    public async Task Describing_is_refused_on_the_task()
    {
        await using var door = await EcsDoor.OpenAsync();
        var ann = await door.AnnAsync(EcsDoor.Allow("ecs:StopTask"));

        var error = await door.FailAsync(EcsModel.DescribeTasks, new DescribeTasksInput { Tasks = [Missing] }, ann);

        Assert.Equal(EcsDoor.Refusal("ecs:DescribeTasks", Missing), error);
    }

    [Fact]
    public async Task Stopping_is_refused_on_the_task()
    {
        await using var door = await EcsDoor.OpenAsync();
        var ann = await door.AnnAsync(EcsDoor.Allow("ecs:DescribeTasks"));

        var error = await door.FailAsync(EcsModel.StopTask, new StopTaskInput { Task = Missing }, ann);

        Assert.Equal(EcsDoor.Refusal("ecs:StopTask", Missing), error);
    }

    [Fact]
    public async Task Listing_is_refused_on_everything()
    {
        await using var door = await EcsDoor.OpenAsync();
        var ann = await door.AnnAsync(EcsDoor.Allow("ecs:DescribeTasks"));

        var error = await door.FailAsync(EcsModel.ListTasks, new ListTasksInput(), ann);

        Assert.Equal(EcsDoor.Refusal("ecs:ListTasks", "*"), error);
    }

    [Fact]
    public async Task Tag_of_a_task_is_a_condition()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var mine = await door.RunAsync(EcsDoor.RunWeb with { Tags = [new Tag { Key = "team", Value = "a" }] });
        var theirs = await door.RunAsync(EcsDoor.RunWeb with { Tags = [new Tag { Key = "team", Value = "b" }] });
        var ann = await door.AnnAsync(
            EcsDoor.Allow("ecs:StopTask", "*", """{"StringEquals":{"aws:ResourceTag/team":"a"}}""")
        );

        var stop = await door.SendAsync(EcsModel.StopTask, new StopTaskInput { Task = mine.TaskArn }, ann);
        var error = await door.FailAsync(EcsModel.StopTask, new StopTaskInput { Task = theirs.TaskArn }, ann);

        Assert.Equal("STOPPED", stop.Task!.DesiredStatus);
        Assert.Equal(EcsDoor.Refusal("ecs:StopTask", theirs.TaskArn!), error);
    }

    [Fact]
    public async Task Another_account_does_not_see_a_task()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var task = await door.RunAsync();

        var listed = await door.SendAsync(EcsModel.ListTasks, new ListTasksInput(), door.Stranger);
        var described = await door.FailAsync(
            EcsModel.DescribeTasks,
            new DescribeTasksInput { Tasks = [task.TaskArn!] },
            door.Stranger
        );
        var stopped = await door.FailAsync(EcsModel.StopTask, new StopTaskInput { Task = task.TaskArn }, door.Stranger);

        Assert.Empty(listed.TaskArns!);
        Assert.StartsWith("AccessDeniedException: ", described, StringComparison.Ordinal);
        Assert.StartsWith("AccessDeniedException: ", stopped, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_hold_what_is_to_run_unless_stopped_ones_are_asked_for()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var running = await door.RunAsync();
        var stopped = await door.RunAsync();
        await door.SendAsync(EcsModel.StopTask, new StopTaskInput { Task = stopped.TaskArn });

        Assert.Equal([running.TaskArn!], await ListAsync(door, new ListTasksInput()));
        Assert.Equal([stopped.TaskArn!], await ListAsync(door, new ListTasksInput { DesiredStatus = "STOPPED" }));
    }

    [Fact]
    public async Task Lists_are_narrowed_by_family_starter_and_launch_type()
    {
        await using var door = await EcsDoor.WithWebAsync();
        await door.SendAsync(EcsModel.RegisterTaskDefinition, EcsDoor.Web with { Family = "job" });
        var web = await door.RunAsync(EcsDoor.RunWeb with { StartedBy = "ci" });
        var job = await door.RunAsync(EcsDoor.RunWeb with { TaskDefinition = "job", LaunchType = "EC2" });

        Assert.Equal([job.TaskArn!], await ListAsync(door, new ListTasksInput { Family = "job" }));
        Assert.Equal([web.TaskArn!], await ListAsync(door, new ListTasksInput { StartedBy = "ci" }));
        Assert.Equal([job.TaskArn!], await ListAsync(door, new ListTasksInput { LaunchType = "EC2" }));
        Assert.Empty(await ListAsync(door, new ListTasksInput { ServiceName = "web" }));
    }

    [Fact]
    public async Task Pages_hold_every_task_once()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var run = await door.SendAsync(EcsModel.RunTask, EcsDoor.RunWeb with { Count = 5 });

        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await door.SendAsync(
                EcsModel.ListTasks,
                new ListTasksInput { MaxResults = 2, NextToken = token }
            );
            seen.AddRange(page.TaskArns!);
            token = page.NextToken;
        } while (token is not null);

        Assert.Equal(run.Tasks!.Select(task => task.TaskArn!).Order(StringComparer.Ordinal), seen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task Page_has_1_to_100_tasks(int size)
    {
        await using var door = await EcsDoor.WithWebAsync();
        await door.RunAsync();

        var error = await door.FailAsync(EcsModel.ListTasks, new ListTasksInput { MaxResults = size });

        Assert.StartsWith("InvalidParameterException: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_task_is_forgotten_after_an_hour()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var task = await door.RunAsync();
        await door.SendAsync(EcsModel.StopTask, new StopTaskInput { Task = task.TaskArn });
        await door.ReachedAsync(task.TaskArn!, "STOPPED");

        door.Door.Time.Advance(TimeSpan.FromHours(1));
        await door.Engine.SweepAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await ListAsync(door, new ListTasksInput { DesiredStatus = "STOPPED" }));
    }

    private static async Task<IReadOnlyList<string>> ListAsync(EcsDoor door, ListTasksInput input) =>
        (await door.SendAsync(EcsModel.ListTasks, input)).TaskArns!;
}
