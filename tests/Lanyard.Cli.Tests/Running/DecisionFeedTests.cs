using Lanyard.Cli.Running;
using Lanyard.Testing;
using Lanyard.Wire.Models.Lanyard;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Cli.Tests.Running;

/// <summary>The record of decisions as a run follows it.</summary>
public sealed class DecisionFeedTests : IAsyncLifetime
{
    // Two pages and a bit.
    private const int Many = 450;

    private readonly RecordedOutput _output = new();
    private CliLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await CliLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Begins_behind_what_was_decided_before_it_started_however_much()
    {
        await CallAsync(Many);
        await using var feed = new DecisionFeed(_lab.Client, _output, Judge.OfEverything);
        await feed.StartAsync(IsWanted, CliLab.Token);

        await CallAsync(1);
        await feed.FinishAsync(CliLab.Token);

        Assert.Single(feed.Decisions);
    }

    [Fact]
    public async Task Keeps_every_decision_until_it_finishes_once_and_in_order()
    {
        await using var feed = new DecisionFeed(_lab.Client, _output, Judge.OfEverything);
        await feed.StartAsync(IsWanted, CliLab.Token);

        await CallAsync(Many);
        await feed.FinishAsync(CliLab.Token);

        var sequences = feed.Decisions.Select(call => call.Decision.Sequence!.Value).ToList();
        Assert.Equal(Many, sequences.Count);
        Assert.Equal(sequences.Distinct().Order(), sequences);
        Assert.Equal(Many, _output.Events.Count);
    }

    [Fact]
    public async Task Shows_and_keeps_only_what_is_wanted()
    {
        await using var feed = new DecisionFeed(_lab.Client, _output, Judge.OfEverything);
        await feed.StartAsync(IsWanted, CliLab.Token);

        await CallAsync(1);
        await _lab.SendAsync(LogsModel.CreateLogGroup, new CreateLogGroupInput { LogGroupName = "/other" });
        await feed.FinishAsync(CliLab.Token);

        Assert.Equal(["decision logs:DescribeLogGroups"], _output.Events);
    }

    [Fact]
    public async Task Shows_decisions_while_it_follows()
    {
        await using var feed = new DecisionFeed(_lab.Client, _output, Judge.OfEverything);
        await feed.StartAsync(IsWanted, CliLab.Token);

        await CallAsync(1);

        await Eventually.IsSoAsync("a decision to be shown", () => _output.Events.Count > 0);
    }

    private static bool IsWanted(DecisionEntry decision) => decision.Operation == "DescribeLogGroups";

    private async Task CallAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await _lab.SendAsync(LogsModel.DescribeLogGroups, new DescribeLogGroupsInput());
        }
    }
}
