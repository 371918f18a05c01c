using Lanyard.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Lanyard.Server.Tests.Testing;

/// <summary>What is waited for in tests comes, or the test says what did not.</summary>
public sealed class EventuallyTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task What_comes_is_waited_for()
    {
        var looks = 0;

        await Eventually.IsSoAsync("the third look", () => ++looks == 3);

        Assert.Equal(3, looks);
    }

    [Fact]
    public async Task What_never_comes_fails_with_what_was_awaited_for_how_long_and_what_was_seen()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(() =>
            Eventually.SeesAsync("the number 2", () => Task.FromResult(1), found => found == 2, limit: Short)
        );

        Assert.Equal("waited for the number 2, for 0.02 seconds; last seen: 1", failure.Message);
    }

    [Fact]
    public async Task A_look_that_never_ends_fails_too()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(() =>
            Eventually.SeesAsync("an answer", () => new TaskCompletionSource<int>().Task, _ => true, limit: Short)
        );

        Assert.Equal("waited for an answer, for 0.02 seconds; last seen: WaitingForActivation", failure.Message);
    }

    [Fact]
    public async Task A_clock_of_the_tests_own_moves_between_looks()
    {
        var time = new FakeTimeProvider();
        var begun = time.GetUtcNow();

        await Eventually.IsSoAsync(
            "an hour to pass",
            () => time.GetUtcNow() - begun >= TimeSpan.FromHours(1),
            betweenLooks: () => time.Advance(TimeSpan.FromMinutes(20))
        );

        Assert.Equal(TimeSpan.FromHours(1), time.GetUtcNow() - begun);
    }

    [Fact]
    public async Task A_failure_of_what_was_begun_is_the_tests()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(() =>
            Eventually.DoneAsync(Task.FromException(new TimeoutException("its own")), "the answer")
        );

        Assert.Equal("its own", failure.Message);
    }
}
