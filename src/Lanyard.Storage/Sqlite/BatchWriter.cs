namespace Lanyard.Storage.Sqlite;

/// <summary>Writes the operations of a batch within a transaction that is already open.</summary>
internal sealed class BatchWriter(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _put = connection.Prepare(
        """
        INSERT INTO records(collection, key, version, value) VALUES(?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET version = excluded.version, value = excluded.value
        """
    );

    private readonly SqliteStatement _insert = connection.Prepare(
        "INSERT INTO records(collection, key, version, value) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"
    );

    private readonly SqliteStatement _update = connection.Prepare(
        "UPDATE records SET version = ?3, value = ?4 WHERE collection = ?1 AND key = ?2 AND version = ?5"
    );

    private readonly SqliteStatement _version = connection.Prepare(
        "SELECT version FROM records WHERE collection = ?1 AND key = ?2"
    );

    private readonly SqliteStatement _any = connection.Prepare(
        "SELECT 1 FROM records WHERE collection = ?1 AND key >= ?2 AND key < ?3 LIMIT 1"
    );

    private readonly SqliteStatement _delete = connection.Prepare(
        "DELETE FROM records WHERE collection = ?1 AND key = ?2"
    );

    private readonly SqliteStatement _deleteRange = connection.Prepare(
        "DELETE FROM records WHERE collection = ?1 AND key >= ?2 AND key < ?3 RETURNING key"
    );

    private readonly SqliteStatement _append = connection.Prepare(
        """
        INSERT INTO entries(stream, sequence, payload)
        VALUES(?1, 1 + coalesce((SELECT max(sequence) FROM entries WHERE stream = ?1), 0), ?2)
        RETURNING sequence
        """
    );

    private readonly SqliteStatement _deleteStream = connection.Prepare("DELETE FROM entries WHERE stream = ?1");

    // Without a condition SQLite drops whole pages and looks at no row.
    private readonly SqliteStatement _deleteRecords = connection.Prepare("DELETE FROM records");
    private readonly SqliteStatement _deleteEntries = connection.Prepare("DELETE FROM entries");

    /// <summary>Writes a batch and adds what it changed to a list.</summary>
    /// <param name="generation">The number of the latest change when the list is still empty.</param>
    /// <returns>As for <see cref="IStore.CommitAsync" />.</returns>
    public long[] Write(StoreBatch batch, long generation, List<StoreChange> changes)
    {
        var numbers = new long[batch.Operations.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            var operation = batch.Operations[i];
            var next = (changes.Count > 0 ? changes[^1].Number : generation) + 1;
            numbers[i] = operation.Kind switch
            {
                StoreOperationKind.Put => Put(operation, next, changes),
                StoreOperationKind.Delete => Delete(operation, next, changes),
                StoreOperationKind.DeletePrefix => DeletePrefix(operation, next, changes),
                StoreOperationKind.Append => Append(operation, next, changes),
                StoreOperationKind.DeleteStream => DeleteStream(operation, next, changes),
                StoreOperationKind.Expect => Expect(operation),
                StoreOperationKind.ExpectNone => ExpectNone(operation),
                _ => Clear(next, changes),
            };
        }

        return numbers;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _put.Dispose();
        _insert.Dispose();
        _update.Dispose();
        _version.Dispose();
        _any.Dispose();
        _delete.Dispose();
        _deleteRange.Dispose();
        _append.Dispose();
        _deleteStream.Dispose();
        _deleteRecords.Dispose();
        _deleteEntries.Dispose();
    }

    private long Put(StoreOperation operation, long number, List<StoreChange> changes)
    {
        var statement = operation.ExpectedVersion switch
        {
            null => _put,
            0 => _insert,
            { } expected => _update.Bind(5, expected),
        };
        var written = statement
            .Bind(1, operation.Name)
            .Bind(2, operation.Key)
            .Bind(3, number)
            .Bind(4, operation.Value.Span)
            .Run();
        if (written == 0)
        {
            throw Conflict(operation);
        }

        changes.Add(new StoreChange(number, StoreChangeKind.Put, operation.Name, operation.Key));
        return number;
    }

    private long Delete(StoreOperation operation, long number, List<StoreChange> changes)
    {
        Expect(operation);
        if (_delete.Bind(1, operation.Name).Bind(2, operation.Key).Run() == 0)
        {
            return 0;
        }

        changes.Add(new StoreChange(number, StoreChangeKind.Deleted, operation.Name, operation.Key));
        return number;
    }

    private int Expect(StoreOperation operation) =>
        operation.ExpectedVersion is { } expected && VersionOf(operation) != expected ? throw Conflict(operation) : 0;

    private int ExpectNone(StoreOperation operation)
    {
        try
        {
            return SqliteReader.BindRange(_any, 2, operation.Key, null).Bind(1, operation.Name).Step()
                ? throw new StoreException(
                    StoreFault.Conflict,
                    $"there are records under `{operation.Key}` in `{operation.Name}`"
                )
                : 0;
        }
        finally
        {
            _any.Reset();
        }
    }

    private long DeletePrefix(StoreOperation operation, long number, List<StoreChange> changes)
    {
        var first = number;
        try
        {
            SqliteReader.BindRange(_deleteRange, 2, operation.Key, null).Bind(1, operation.Name);
            while (_deleteRange.Step())
            {
                changes.Add(new StoreChange(number++, StoreChangeKind.Deleted, operation.Name, _deleteRange.Text(0)));
            }
        }
        finally
        {
            _deleteRange.Reset();
        }

        return number - first;
    }

    private long Append(StoreOperation operation, long number, List<StoreChange> changes)
    {
        try
        {
            _append.Bind(1, operation.Name).Bind(2, operation.Value.Span).Step();
            changes.Add(new StoreChange(number, StoreChangeKind.Appended, operation.Name, ""));
            return _append.Number(0);
        }
        finally
        {
            _append.Reset();
        }
    }

    private int DeleteStream(StoreOperation operation, long number, List<StoreChange> changes)
    {
        var removed = _deleteStream.Bind(1, operation.Name).Run();
        if (removed > 0)
        {
            changes.Add(new StoreChange(number, StoreChangeKind.StreamDeleted, operation.Name, ""));
        }

        return removed;
    }

    private int Clear(long number, List<StoreChange> changes)
    {
        changes.Add(new StoreChange(number, StoreChangeKind.Everything, "", ""));
        return _deleteRecords.Run() + _deleteEntries.Run();
    }

    private long VersionOf(StoreOperation operation)
    {
        try
        {
            return _version.Bind(1, operation.Name).Bind(2, operation.Key).Step() ? _version.Number(0) : 0;
        }
        finally
        {
            _version.Reset();
        }
    }

    private static StoreException Conflict(StoreOperation operation) =>
        new(
            StoreFault.Conflict,
            operation.ExpectedVersion == 0
                ? $"`{operation.Key}` in `{operation.Name}` exists already"
                : $"`{operation.Key}` in `{operation.Name}` is no longer at version {operation.ExpectedVersion}"
        );
}
