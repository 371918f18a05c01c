namespace Lanyard.Storage.Sqlite;

/// <summary>Group commit: whoever finds the writer idle commits on its own thread; who comes meanwhile shares the next transaction.</summary>
/// <remarks>
/// So a lone caller pays for no change of threads, and a crowd pays for few transactions. The first caller commits one group only;
/// the thread pool takes over what has gathered by then.
/// </remarks>
/// <param name="commit">Commits a group; it is never called twice at a time.</param>
internal sealed class CommitQueue(Action<IReadOnlyList<PendingCommit>> commit)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _idleForGood = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<PendingCommit> _waiting = [];
    private bool _isBusy;
    private bool _isClosed;

    /// <summary>Commits a batch, alone or with others.</summary>
    public Task<IReadOnlyList<long>> CommitAsync(StoreBatch batch)
    {
        var pending = new PendingCommit(batch);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(SqliteStore));
            _waiting.Add(pending);
            if (_isBusy)
            {
                return pending.Task;
            }

            _isBusy = true;
        }

        try
        {
            CommitWaiting();
        }
        finally
        {
            if (!IsDone())
            {
                ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.CommitUntilDone(), this, preferLocal: false);
            }
        }

        return pending.Task;
    }

    /// <summary>Refuses what comes from now on; ends when what came before is committed.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            if (!_isBusy)
            {
                _idleForGood.TrySetResult();
            }
        }

        return _idleForGood.Task;
    }

    private void CommitUntilDone()
    {
        do
        {
            CommitWaiting();
        } while (!IsDone());
    }

    private bool IsDone()
    {
        lock (_lock)
        {
            _isBusy = _waiting.Count > 0;
            if (!_isBusy && _isClosed)
            {
                _idleForGood.TrySetResult();
            }

            return !_isBusy;
        }
    }

    private void CommitWaiting()
    {
        List<PendingCommit> group;
        lock (_lock)
        {
            group = _waiting;
            _waiting = [];
        }

        try
        {
            commit(group);
        }
        finally
        {
            foreach (var pending in group)
            {
                pending.CompleteIfForgotten();
            }
        }
    }
}
