using System.Collections.Immutable;
using Lanyard.Access.Decisions;
using Lanyard.Policy.Evaluation;
using Lanyard.Storage;
using Lanyard.Testing.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Lanyard.Access.Tests.Decisions;

/// <summary>Reading decisions, and following them as they are made.</summary>
public sealed class DecisionLogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decisions_are_read_in_order_from_where_one_stopped()
    {
        await using var store = new FakeStore();
        var log = new DecisionLog(store);
        foreach (var id in new[] { "a", "b", "c" })
        {
            await log.AppendAsync(Decision(id), Cancellation);
        }

        var first = await log.ReadAsync(0, 2, Cancellation);
        var rest = await log.ReadAsync(first[^1].Sequence, 2, Cancellation);

        Assert.Equal(["a", "b"], first.Select(numbered => numbered.Decision.RequestId));
        Assert.Equal(["c"], rest.Select(numbered => numbered.Decision.RequestId));
    }

    [Fact]
    public async Task A_decision_is_read_as_it_was_written()
    {
        await using var store = new FakeStore();
        var log = new DecisionLog(store);
        var decision = Decision("a") with
        {
            TaskArn = "arn:aws:ecs:us-east-1:111122223333:task/default/0123",
            Requirements =
            [
                new RequirementRecord
                {
                    Action = "s3:GetObject",
                    Resource = "arn:aws:s3:::b/k",
                    Outcome = DecisionOutcome.ImplicitDeny,
                    Layer = PolicyLayer.Identity,
                    Context = ImmutableSortedDictionary<string, string[]>.Empty.Add("aws:TagKeys", ["a", "b"]),
                    NearMisses = ["near"],
                },
            ],
        };
        await log.AppendAsync(decision, Cancellation);

        var read = Assert.Single(await new DecisionLog(store).ReadAsync(0, 10, Cancellation)).Decision;

        Assert.Equal(decision.TaskArn, read.TaskArn);
        var requirement = Assert.Single(read.Requirements);
        Assert.Equal(DecisionOutcome.ImplicitDeny, requirement.Outcome);
        Assert.Equal(["a", "b"], requirement.Context["aws:TagKeys"]);
        Assert.Equal(["near"], requirement.NearMisses);
    }

    [Fact]
    public async Task Whoever_follows_is_given_what_is_there_at_once()
    {
        await using var store = new FakeStore();
        var log = new DecisionLog(store);
        await log.AppendAsync(Decision("a"), Cancellation);

        var followed = await log.FollowAsync(0, 10, Patience, new FakeTimeProvider(), Cancellation);

        Assert.Equal("a", Assert.Single(followed).Decision.RequestId);
    }

    [Fact]
    public async Task Whoever_follows_waits_for_the_next()
    {
        await using var store = new FakeStore();
        var log = new DecisionLog(store);

        var following = log.FollowAsync(0, 10, Patience, new FakeTimeProvider(), Cancellation).AsTask();
        var wasWaiting = !following.IsCompleted;
        await log.AppendAsync(Decision("a"), Cancellation);

        Assert.True(wasWaiting);
        Assert.Equal("a", Assert.Single(await following).Decision.RequestId);
    }

    [Fact]
    public async Task Whoever_follows_is_woken_by_what_another_server_decides()
    {
        await using var store = new FakeStore();
        var following = new DecisionLog(store)
            .FollowAsync(0, 10, Patience, new FakeTimeProvider(), Cancellation)
            .AsTask();

        await new DecisionLog(store).AppendAsync(Decision("a"), Cancellation);

        var followed = await following.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation);
        Assert.Equal("a", Assert.Single(followed).Decision.RequestId);
    }

    [Fact]
    public async Task Other_changes_of_the_store_wake_nobody()
    {
        await using var store = new FakeStore();
        var time = new FakeTimeProvider();
        var following = new DecisionLog(store).FollowAsync(0, 10, Patience, time, Cancellation).AsTask();

        await store.PutAsync("roles", "app", default, cancellationToken: Cancellation);
        await store.AppendAsync("logs", default, Cancellation);
        var wasWaiting = !following.IsCompleted;
        time.Advance(Patience);

        Assert.True(wasWaiting);
        Assert.Empty(await following.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation));
    }

    [Fact]
    public async Task Patience_ends_with_nothing()
    {
        await using var store = new FakeStore();
        var time = new FakeTimeProvider();
        var following = new DecisionLog(store).FollowAsync(0, 10, Patience, time, Cancellation).AsTask();

        time.Advance(Patience);

        Assert.Empty(await following);
    }

    [Fact]
    public async Task Whoever_has_no_patience_is_given_what_is_there()
    {
        await using var store = new FakeStore();

        Assert.Empty(
            await new DecisionLog(store).FollowAsync(0, 10, TimeSpan.Zero, new FakeTimeProvider(), Cancellation)
        );
    }

    [Fact]
    public async Task Several_may_follow_at_once()
    {
        await using var store = new FakeStore();
        var log = new DecisionLog(store);
        var following = Enumerable
            .Range(0, 4)
            .Select(_ => log.FollowAsync(0, 10, Patience, new FakeTimeProvider(), Cancellation).AsTask())
            .ToArray();

        await log.AppendAsync(Decision("a"), Cancellation);

        Assert.All(await Task.WhenAll(following), followed => Assert.Single(followed));
    }

    [Fact]
    public async Task Nothing_is_slept_through_while_others_append()
    {
        const int Count = 200;
        await using var store = new FakeStore();
        var log = new DecisionLog(store);
        var appending = Task.Run(
            async () =>
            {
                for (var i = 0; i < Count; i++)
                {
                    await log.AppendAsync(Decision($"{i}"), Cancellation);
                }
            },
            Cancellation
        );

        var seen = 0L;
        while (seen < Count)
        {
            var followed = await log.FollowAsync(seen, 10, TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation);
            Assert.NotEmpty(followed);
            seen = followed[^1].Sequence;
        }

        await appending;
    }

    private static DecisionRecord Decision(string requestId) =>
        new()
        {
            RequestId = requestId,
            Time = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
            CallerArn = "arn:aws:iam::111122223333:user/ann",
            CallerType = PrincipalType.User,
            Service = "s3",
            Operation = "GetObject",
            Region = "us-east-1",
            Allowed = false,
            Requirements = [],
        };
}
