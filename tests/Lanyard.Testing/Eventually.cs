namespace Lanyard.Testing;

/// <summary>Waits for what happens elsewhere: the only place where a test waits, with a bound and a sentence when it is over.</summary>
/// <remarks>
/// The bound is no expectation of how fast anything is: it is far beyond what a busy machine takes, and ends what would hang.
/// What goes on is looked at again and again with a pause between, so that those who are waited for get on meanwhile.
/// </remarks>
public static class Eventually
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(100);

    /// <summary>How long anything is waited for.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(3);

    /// <summary>Waits until something is so.</summary>
    /// <param name="awaited">What is waited for, to stand behind <c>waited for</c>.</param>
    /// <param name="isSo">Looks.</param>
    /// <param name="seen">What there is instead, for the failure; null when there is nothing to tell.</param>
    /// <param name="betweenLooks">Done after each look in vain, such as moving a clock of the test's own; null for nothing.</param>
    /// <param name="limit">How long to wait; null for <see cref="Limit"/>.</param>
    /// <exception cref="TimeoutException">It never was.</exception>
    public static async Task IsSoAsync(
        string awaited,
        Func<bool> isSo,
        Func<string>? seen = null,
        Action? betweenLooks = null,
        TimeSpan? limit = null
    ) =>
        await SeesAsync(
            awaited,
            () => Task.FromResult(isSo()),
            found => found,
            found => seen?.Invoke() ?? $"{found}",
            betweenLooks,
            limit
        );

    /// <summary>Waits until what a look finds is as awaited.</summary>
    /// <param name="awaited">What is waited for, to stand behind <c>waited for</c>.</param>
    /// <param name="look">Looks; what it throws ends the waiting.</param>
    /// <param name="isAwaited">Whether that is it.</param>
    /// <param name="seen">What was found in words, for the failure; null for its own.</param>
    /// <param name="betweenLooks">Done after each look in vain, such as moving a clock of the test's own; null for nothing.</param>
    /// <param name="limit">How long to wait; null for <see cref="Limit"/>.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="TimeoutException">It never was.</exception>
    public static async Task<T> SeesAsync<T>(
        string awaited,
        Func<Task<T>> look,
        Func<T, bool> isAwaited,
        Func<T, string>? seen = null,
        Action? betweenLooks = null,
        TimeSpan? limit = null
    )
    {
        var begun = TimeProvider.System.GetTimestamp();
        var pause = ShortPause;
        while (true)
        {
            var found = await DoneAsync(look(), awaited, limit);
            if (isAwaited(found))
            {
                return found;
            }

            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (TimeProvider.System.GetElapsedTime(begun) >= (limit ?? Limit))
            {
                throw Failure(awaited, limit, $"last seen: {(seen is null ? $"{found}" : seen(found))}");
            }

            betweenLooks?.Invoke();
            await PauseAsync(pause);

            // A clock that a test moves has many steps to go.
            pause = betweenLooks is null && pause < LongPause ? pause * 2 : pause;
        }
    }

    /// <summary>Waits for the end of what was begun.</summary>
    /// <param name="task">What was begun.</param>
    /// <param name="awaited">What is waited for, to stand behind <c>waited for</c>.</param>
    /// <param name="limit">How long to wait; null for <see cref="Limit"/>.</param>
    /// <exception cref="TimeoutException">It did not end.</exception>
    public static async Task DoneAsync(Task task, string awaited, TimeSpan? limit = null)
    {
        try
        {
            await task.WaitAsync(limit ?? Limit, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw Failure(awaited, limit, $"last seen: {task.Status}");
        }
    }

    /// <inheritdoc cref="DoneAsync(Task, string, TimeSpan?)"/>
    /// <returns>Its result.</returns>
    public static async Task<T> DoneAsync<T>(Task<T> task, string awaited, TimeSpan? limit = null)
    {
        await DoneAsync((Task)task, awaited, limit);
        return await task;
    }

    private static TimeoutException Failure(string awaited, TimeSpan? limit, string seen) =>
        new($"waited for {awaited}, for {(limit ?? Limit).TotalSeconds:0.##} seconds; {seen}");

#pragma warning disable RS0030 // Nobody else in tests waits by the clock.
    private static Task PauseAsync(TimeSpan pause) =>
        Task.Delay(pause, TimeProvider.System, TestContext.Current.CancellationToken);
#pragma warning restore RS0030
}
