namespace Lanyard.Storage.Tables;

/// <summary>Reads a store's feed, one change after the other, for as long as it lives.</summary>
/// <param name="follow">Takes a change in; what it throws is tried again, from that change on.</param>
/// <param name="time">Measures the pause before that.</param>
internal sealed class FeedFollower(
    IStore store,
    Func<StoreChange, CancellationToken, ValueTask> follow,
    TimeProvider time
) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _life = new();
    private readonly Lock _lock = new();
    private readonly List<Waiter> _waiters = [];
    private long _followed = store.Generation;
    private volatile Exception? _fault;
    private Task _following = Task.CompletedTask;

    /// <summary>Begins, behind the latest change there was when this was made.</summary>
    public void Start() => _following = FollowAsync();

    /// <summary>Refuses when the feed cannot be followed at the moment: what is shown may be old.</summary>
    /// <exception cref="StoreException" />
    public void ThrowIfBehind()
    {
        if (_fault is { } fault)
        {
            throw Behind(fault);
        }
    }

    /// <summary>Waits until a change and all before it have been taken in.</summary>
    /// <exception cref="StoreException">The feed cannot be followed.</exception>
    public Task FollowedAsync(long number, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_followed >= number)
            {
                return Task.CompletedTask;
            }

            if (_fault is { } fault)
            {
                return Task.FromException(Behind(fault));
            }

            ObjectDisposedException.ThrowIf(_life.IsCancellationRequested, typeof(Records));
            var waiter = new Waiter(number);
            _waiters.Add(waiter);
            return waiter.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        await _following;
        Release(new ObjectDisposedException(nameof(Records)));
    }

    private async Task FollowAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!_life.IsCancellationRequested)
        {
            if (Volatile.Read(ref _followed) == store.Generation)
            {
                // Nothing was missed, so nothing is old.
                _fault = null;
            }

            try
            {
                await foreach (var change in store.ChangesAsync(_followed, _life.Token))
                {
                    await follow(change, _life.Token);
                    Pass(change.Number);
                }
            }
            catch (OperationCanceledException) when (_life.IsCancellationRequested) { }
            catch (Exception failed)
            {
                _fault = failed;
                Release(Behind(failed));
                await Task.Delay(Pause, time, _life.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Pass(long number)
    {
        lock (_lock)
        {
            _fault = null;
            _followed = number;
            for (var i = _waiters.Count - 1; i >= 0; i--)
            {
                if (_waiters[i].Number <= number)
                {
                    _waiters[i].SetResult();
                    _waiters.RemoveAt(i);
                }
            }
        }
    }

    private void Release(Exception reason)
    {
        lock (_lock)
        {
            _waiters.ForEach(waiter => waiter.SetException(reason));
            _waiters.Clear();
        }
    }

    private static StoreException Behind(Exception fault) =>
        new(
            (fault as StoreException)?.Kind ?? StoreFault.Unavailable,
            $"what others wrote cannot be read: {fault.Message}",
            fault
        );

    private sealed class Waiter(long number)
    {
        private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Number => number;

        public void SetResult() => _passed.TrySetResult();

        public void SetException(Exception reason) => _passed.TrySetException(reason);

        public Task WaitAsync(CancellationToken cancellationToken) => _passed.Task.WaitAsync(cancellationToken);
    }
}
