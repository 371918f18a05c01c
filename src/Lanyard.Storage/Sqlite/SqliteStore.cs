using System.Collections.Concurrent;

namespace Lanyard.Storage.Sqlite;

/// <summary>The store in a SQLite database, in one process at a time (who holds the data directory).</summary>
/// <remarks>
/// Reads and lone commits run on the caller's thread: they take microseconds, less than a change of threads. One connection writes;
/// each reader has a connection of its own from a pool and reads the latest committed state.
/// </remarks>
public sealed class SqliteStore : IStore
{
    private readonly string _path;
    private readonly SqliteWriter _writer;
    private readonly CommitQueue _commits;
    private readonly ConcurrentBag<SqliteReader> _readers = [];
    private volatile bool _isClosed;

    private SqliteStore(string path, SqliteWriter writer)
    {
        _path = path;
        _writer = writer;
        _commits = new CommitQueue(writer.Commit);
    }

    /// <inheritdoc />
    public long Generation => _writer.Feed.Generation;

    /// <summary>Opens a database, made if missing, and brings it to the present version.</summary>
    /// <param name="path">The file; its directory must exist.</param>
    /// <exception cref="StoreException">
    /// <see cref="StoreFault.TooNew" />; <see cref="StoreFault.Corrupt" /> when it is not a database, or not ours;
    /// <see cref="StoreFault.Unavailable" /> when it cannot be opened.
    /// </exception>
    public static SqliteStore Open(string path)
    {
        MakeFile(path);
        var connection = SqliteConnection.Open(path, isReadOnly: false);
        try
        {
            SqliteSchema.Prepare(connection, path);
            return new SqliteStore(path, new SqliteWriter(connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask<StoredRecord?> GetAsync(
        string collection,
        string key,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var reader = Rent();
        try
        {
            return new(reader.Get(collection, key));
        }
        finally
        {
            Return(reader);
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StoredRecord>> ListAsync(
        string collection,
        string keyPrefix = "",
        string? afterKey = null,
        int limit = int.MaxValue,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var reader = Rent();
        try
        {
            return new(reader.List(collection, keyPrefix, afterKey, limit));
        }
        finally
        {
            Return(reader);
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StreamEntry>> ReadAsync(
        string stream,
        long afterSequence = 0,
        int limit = int.MaxValue,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var reader = Rent();
        try
        {
            return new(reader.Read(stream, afterSequence, limit));
        }
        finally
        {
            Return(reader);
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<long>> CommitAsync(StoreBatch batch, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_commits.CommitAsync(batch));
    }

    /// <inheritdoc />
    public IAsyncEnumerable<StoreChange> ChangesAsync(long after, CancellationToken cancellationToken = default) =>
        _writer.Feed.ReadAsync(after, cancellationToken);

    /// <summary>Finishes the commits under way and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        await _commits.CloseAsync();
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _writer.Dispose();
    }

    // SQLite would let the umask decide who may read; what it makes beside the database takes the rights from it.
    private static void MakeFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            // An open handle that is closed later would end SQLite's own locks on the file.
            if (!File.Exists(path))
            {
                new FileStream(path, options).Dispose();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreFault.Unavailable, $"cannot make the database `{path}`: {e.Message}", e);
        }
    }

    private SqliteReader Rent()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return _readers.TryTake(out var reader)
            ? reader
            : new SqliteReader(SqliteConnection.Open(_path, isReadOnly: true));
    }

    private void Return(SqliteReader reader)
    {
        _readers.Add(reader);

        // The store may have been closed since, and have emptied the pool already.
        if (_isClosed && _readers.TryTake(out var late))
        {
            late.Dispose();
        }
    }
}
