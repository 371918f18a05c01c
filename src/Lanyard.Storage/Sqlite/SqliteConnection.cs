using SQLitePCL;

namespace Lanyard.Storage.Sqlite;

/// <summary>An open database, for one thread at a time.</summary>
internal sealed class SqliteConnection : IDisposable
{
    // Only recovery after a crash and the closing of a database ever make one connection wait for another.
    private const int BusyTimeoutMilliseconds = 10_000;

    private readonly sqlite3 _handle;
    private readonly string _path;

    static SqliteConnection() => Batteries_V2.Init();

    private SqliteConnection(sqlite3 handle, string path)
    {
        _handle = handle;
        _path = path;
    }

    /// <summary>How many rows the latest statement wrote or removed.</summary>
    public int ChangedRows => raw.sqlite3_changes(_handle);

    /// <summary>Whether a transaction is open; a failing disk ends one behind our back.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Opens a database for reading and writing, made if missing, or for reading only.</summary>
    public static SqliteConnection Open(string path, bool isReadOnly)
    {
        var access = isReadOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        var code = raw.sqlite3_open_v2(path, out var handle, access | raw.SQLITE_OPEN_NOMUTEX, null);
        var connection = new SqliteConnection(handle, path);
        try
        {
            connection.Check(code);
            raw.sqlite3_busy_timeout(handle, BusyTimeoutMilliseconds);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Compiles a statement that will be used again and again.</summary>
    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return new SqliteStatement(this, statement);
    }

    /// <summary>Runs statements that answer nothing.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Runs a statement that answers one number.</summary>
    public long ReadNumber(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    /// <summary>Turns SQLite's result codes into ours.</summary>
    public void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return;
        }

        var kind = (code & 0xFF) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB
            ? StoreFault.Corrupt
            : StoreFault.Unavailable;
        throw new StoreException(kind, $"database `{_path}`: {raw.sqlite3_errmsg(_handle).utf8_to_string()}");
    }

    /// <inheritdoc />
    public void Dispose() => _handle.Dispose();
}
