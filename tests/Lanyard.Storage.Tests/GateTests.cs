namespace Lanyard.Storage.Tests;

public sealed class GateTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly Gate _gate = new();

    [Fact]
    public async Task Second_visitor_waits_until_the_first_has_left()
    {
        var first = await _gate.EnterAsync(Token);
        var second = _gate.EnterAsync(Token).AsTask();
        var isInAtOnce = second.IsCompleted;

        first.Dispose();

        using var visit = await second;
        Assert.False(isInAtOnce);
    }

    [Fact]
    public async Task Nobody_enters_without_waiting_while_somebody_is_in()
    {
        using var first = await _gate.EnterAsync(Token);

        Assert.False(_gate.TryEnter(out _));
    }

    [Fact]
    public void Who_entered_without_waiting_makes_room_by_leaving()
    {
        Assert.True(_gate.TryEnter(out var first));

        first.Dispose();

        Assert.True(_gate.TryEnter(out _));
    }

    [Fact]
    public async Task Who_gave_up_waiting_keeps_nobody_out()
    {
        using var impatience = new CancellationTokenSource();
        var first = await _gate.EnterAsync(Token);
        var second = _gate.EnterAsync(impatience.Token).AsTask();

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();

        Assert.True(_gate.TryEnter(out _));
    }
}
