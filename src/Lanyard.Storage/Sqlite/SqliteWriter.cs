namespace Lanyard.Storage.Sqlite;

/// <summary>The one connection that writes: commits groups of batches, each of which succeeds or fails on its own.</summary>
internal sealed class SqliteWriter(SqliteConnection connection) : IDisposable
{
    private readonly BatchWriter _batches = new(connection);
    private readonly SqliteStatement _begin = connection.Prepare("BEGIN IMMEDIATE");
    private readonly SqliteStatement _commit = connection.Prepare("COMMIT");
    private readonly SqliteStatement _rollback = connection.Prepare("ROLLBACK");
    private readonly SqliteStatement _savepoint = connection.Prepare("SAVEPOINT batch");
    private readonly SqliteStatement _release = connection.Prepare("RELEASE batch");
    private readonly SqliteStatement _rollbackToSavepoint = connection.Prepare("ROLLBACK TO batch");
    private readonly SqliteStatement _noteLatest = connection.Prepare("UPDATE latest SET change = ?1");

    /// <summary>What was committed, in order.</summary>
    public ChangeFeed Feed { get; } = new(connection.ReadNumber("SELECT change FROM latest"));

    /// <summary>Commits batches in one transaction and tells each of their callers; throws nothing.</summary>
    public void Commit(IReadOnlyList<PendingCommit> group)
    {
        var changes = new List<StoreChange>(group.Count);
        StoreException? fault = null;
        try
        {
            _begin.Run();
            foreach (var pending in group)
            {
                Apply(pending, changes);
            }

            if (changes.Count > 0)
            {
                _noteLatest.Bind(1, changes[^1].Number).Run();
            }

            _commit.Run();
        }
        catch (StoreException e)
        {
            fault = e;
            if (connection.IsInTransaction)
            {
                _rollback.Run();
            }
        }

        // Before the callers hear of it: who has committed sees its own change in the feed.
        if (fault is null)
        {
            Feed.Publish(changes);
        }

        foreach (var pending in group)
        {
            pending.Complete(fault);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        _savepoint.Dispose();
        _release.Dispose();
        _rollbackToSavepoint.Dispose();
        _noteLatest.Dispose();
        _batches.Dispose();
        connection.Dispose();
    }

    private void Apply(PendingCommit pending, List<StoreChange> changes)
    {
        var before = changes.Count;
        _savepoint.Run();
        try
        {
            pending.Applied(_batches.Write(pending.Batch, Feed.Generation, changes));
        }
        catch (StoreException e) when (connection.IsInTransaction)
        {
            _rollbackToSavepoint.Run();
            changes.RemoveRange(before, changes.Count - before);
            pending.Refused(e);
        }

        _release.Run();
    }
}
