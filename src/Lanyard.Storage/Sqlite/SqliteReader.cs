namespace Lanyard.Storage.Sqlite;

/// <summary>A connection that reads, for one thread at a time; it never waits for the writer.</summary>
internal sealed class SqliteReader(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _get = connection.Prepare(
        "SELECT version, value FROM records WHERE collection = ?1 AND key = ?2"
    );

    private readonly SqliteStatement _list = connection.Prepare(
        """
        SELECT key, version, value FROM records
        WHERE collection = ?1 AND key >= ?2 AND key < ?3 ORDER BY key LIMIT ?4
        """
    );

    private readonly SqliteStatement _entries = connection.Prepare(
        "SELECT sequence, payload FROM entries WHERE stream = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3"
    );

    /// <inheritdoc cref="IStore.GetAsync" />
    public StoredRecord? Get(string collection, string key)
    {
        try
        {
            return _get.Bind(1, collection).Bind(2, key).Step()
                ? new StoredRecord(key, _get.Number(0), _get.Bytes(1))
                : null;
        }
        finally
        {
            _get.Reset();
        }
    }

    /// <inheritdoc cref="IStore.ListAsync" />
    public List<StoredRecord> List(string collection, string keyPrefix, string? afterKey, int limit)
    {
        var records = new List<StoredRecord>();
        try
        {
            BindRange(_list, 2, keyPrefix, afterKey).Bind(1, collection).Bind(4, limit);
            while (_list.Step())
            {
                records.Add(new StoredRecord(_list.Text(0), _list.Number(1), _list.Bytes(2)));
            }
        }
        finally
        {
            _list.Reset();
        }

        return records;
    }

    /// <inheritdoc cref="IStore.ReadAsync" />
    public List<StreamEntry> Read(string stream, long afterSequence, int limit)
    {
        var entries = new List<StreamEntry>();
        try
        {
            _entries.Bind(1, stream).Bind(2, afterSequence).Bind(3, limit);
            while (_entries.Step())
            {
                entries.Add(new StreamEntry(_entries.Number(0), _entries.Bytes(1)));
            }
        }
        finally
        {
            _entries.Reset();
        }

        return entries;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _get.Dispose();
        _list.Dispose();
        _entries.Dispose();
        connection.Dispose();
    }

    /// <summary>Binds the first key of a range and the first one beyond it, to two parameters in a row.</summary>
    internal static SqliteStatement BindRange(
        SqliteStatement statement,
        int parameter,
        string keyPrefix,
        string? afterKey
    )
    {
        statement.Bind(parameter, KeyOrder.FirstOfPage(keyPrefix, afterKey));

        // SQLite orders every blob after every text: the empty one ends a range that has no end.
        return KeyOrder.FirstBeyond(keyPrefix) is { } beyond
            ? statement.Bind(parameter + 1, beyond)
            : statement.Bind(parameter + 1, []);
    }
}
