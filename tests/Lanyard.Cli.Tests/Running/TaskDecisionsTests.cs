using Lanyard.Cli.Running;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Tests.Running;

/// <summary>Which decisions are about a run's tasks, where others run tasks under the same roles.</summary>
public sealed class TaskDecisionsTests
{
    private readonly TaskDecisions _decisions = new();

    [Fact]
    public void A_decision_is_wanted_when_its_task_was_started()
    {
        _decisions.Add(new EcsTask { TaskArn = "task/mine" });

        Assert.True(_decisions.Has(Call("task/mine")));
        Assert.False(_decisions.Has(Call("task/of-somebody")));
    }

    [Fact]
    public async Task Of_a_task_that_was_not_started_what_is_about_its_refused_role_is_wanted()
    {
        await using var lab = await CliLab.StartAsync();
        var stack = await lab.StackAsync(RunLab.Template);

        _decisions.AddRefused(Assert.Single(stack.Tasks));

        Assert.False(_decisions.Has(Assumed("task/of-somebody", "exec", isAllowed: true)));
        Assert.False(_decisions.Has(Assumed("task/of-somebody", "other", isAllowed: false)));
        Assert.True(_decisions.Has(Assumed("task/refused", "exec", isAllowed: false)));
        Assert.True(_decisions.Has(Assumed("task/refused", "app", isAllowed: true)));
    }

    [Fact]
    public async Task The_feed_keeps_what_is_decided_before_the_task_is_known()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.PrepareTaskAsync();
        var output = new RecordedOutput();
        await using var feed = new DecisionFeed(lab.Client, output, Judge.OfEverything);
        await feed.StartAsync(_decisions.Has, CliLab.Token);

        var mine = (await lab.RunTasksAsync(count: 2))[0];
        await feed.FinishAsync(CliLab.Token);
        var before = feed.Decisions.Count;
        _decisions.Add(mine);
        feed.Sift();

        Assert.Equal(0, before);
        Assert.NotEmpty(feed.Decisions);
        Assert.All(feed.Decisions, call => Assert.Equal(mine.TaskArn, call.Decision.TaskArn));
        Assert.Equal(feed.Decisions.Count, output.Events.Count);
    }

    private static DecisionEntry Call(string task) =>
        new()
        {
            TaskArn = task,
            TaskRole = "task",
            Allowed = true,
        };

    private static DecisionEntry Assumed(string task, string role, bool isAllowed) =>
        new()
        {
            TaskArn = task,
            TaskRole = "execution",
            CallerType = "Service",
            Allowed = isAllowed,
            Requirements = [new DecisionRequirement { Resource = $"arn:aws:iam::000000000000:role/team/{role}" }],
        };
}
