using System.Text;
using SQLitePCL;

namespace Lanyard.Storage.Sqlite;

/// <summary>A compiled statement: bind, step through the rows, reset, and again. Parameters count from 1, columns from 0.</summary>
internal sealed class SqliteStatement(SqliteConnection connection, sqlite3_stmt handle) : IDisposable
{
    private const int StackBytes = 512;

    public SqliteStatement Bind(int parameter, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, string value)
    {
        // An empty span reaches SQLite as a null pointer, which it takes for NULL.
        if (value.Length == 0)
        {
            connection.Check(raw.sqlite3_bind_text(handle, parameter, ""));
            return this;
        }

        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var buffer = size <= StackBytes ? stackalloc byte[StackBytes] : new byte[size];
        var length = Encoding.UTF8.GetBytes(value, buffer);
        connection.Check(raw.sqlite3_bind_text(handle, parameter, buffer[..length]));
        return this;
    }

    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        connection.Check(
            value.IsEmpty
                ? raw.sqlite3_bind_zeroblob(handle, parameter, 0)
                : raw.sqlite3_bind_blob(handle, parameter, value)
        );
        return this;
    }

    /// <summary>Moves to the next row; false when there is none.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        connection.Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs to the end, makes ready for the next use and answers how many rows were written or removed.</summary>
    public int Run()
    {
        try
        {
            while (Step()) { }

            return connection.ChangedRows;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Makes ready for the next use. What failed was reported by the step that failed.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    // By its bytes: SQLite's text functions end at the first NUL.
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    /// <inheritdoc />
    public void Dispose() => handle.Dispose();
}
