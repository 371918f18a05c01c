namespace Lanyard.Storage.Tests;

/// <summary>Many at once, or one alone.</summary>
public sealed class SharedGateTests
{
    private readonly SharedGate _gate = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_are_in_at_once()
    {
        using var first = await _gate.EnterAsync(Token);

        var second = _gate.EnterAsync(Token);

        Assert.True(second.IsCompletedSuccessfully);
        (await second).Dispose();
    }

    [Fact]
    public async Task Who_wants_to_be_alone_waits_for_all_others()
    {
        var first = await _gate.EnterAsync(Token);
        var second = await _gate.EnterAsync(Token);
        var alone = _gate.EnterAloneAsync(Token).AsTask();

        first.Dispose();
        Assert.False(alone.IsCompleted);
        second.Dispose();

        (await alone).Dispose();
    }

    [Fact]
    public async Task Others_wait_for_who_is_alone_or_about_to_be()
    {
        var inside = await _gate.EnterAsync(Token);
        var alone = _gate.EnterAloneAsync(Token).AsTask();
        var later = _gate.EnterAsync(Token).AsTask();

        inside.Dispose();
        var visit = await alone;
        Assert.False(later.IsCompleted);
        visit.Dispose();

        (await later).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_on_being_alone_lets_others_in()
    {
        using var inside = await _gate.EnterAsync(Token);
        using var patience = new CancellationTokenSource();
        var alone = _gate.EnterAloneAsync(patience.Token).AsTask();

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone);
        (await _gate.EnterAsync(Token)).Dispose();
    }
}
