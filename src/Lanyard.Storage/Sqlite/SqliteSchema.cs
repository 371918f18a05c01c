namespace Lanyard.Storage.Sqlite;

/// <summary>The tables, and the way from every older version of them to the present one.</summary>
internal static class SqliteSchema
{
    // "LNYD": says that a file is ours before anything is written to it.
    private const long ApplicationId = 0x4C4E5944;

    // Step n leads from version n to version n + 1. A released step never changes.
    private static readonly string[] Steps =
    [
        """
            CREATE TABLE records(
                collection TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, value BLOB NOT NULL,
                PRIMARY KEY(collection, key)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE entries(
                stream TEXT NOT NULL, sequence INTEGER NOT NULL, payload BLOB NOT NULL,
                PRIMARY KEY(stream, sequence)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE latest(change INTEGER NOT NULL) STRICT;
            INSERT INTO latest VALUES(0);
            """,
    ];

    /// <summary>Brings a database, perhaps empty, to the present version.</summary>
    /// <exception cref="StoreException">
    /// <see cref="StoreFault.TooNew" />; <see cref="StoreFault.Corrupt" /> when the file is another program's.
    /// </exception>
    public static void Prepare(SqliteConnection connection, string path)
    {
        var version = connection.ReadNumber("PRAGMA user_version");
        var isNew = connection.ReadNumber("SELECT count(*) FROM sqlite_schema") == 0;
        if (!isNew && connection.ReadNumber("PRAGMA application_id") != ApplicationId)
        {
            throw new StoreException(StoreFault.Corrupt, $"`{path}` is not a database of Lanyard");
        }

        if (version > Steps.Length)
        {
            throw new StoreException(
                StoreFault.TooNew,
                $"`{path}` was written by a newer Lanyard (data version {version}; this one knows up to {Steps.Length}): "
                    + "use that version, or another data directory"
            );
        }

        // There is nothing to lose in a new database yet: no need to wait for the disk five times (some 20 ms).
        connection.Execute($"PRAGMA synchronous = {(isNew ? "OFF" : "NORMAL")}; PRAGMA journal_mode = WAL");
        if (version < Steps.Length)
        {
            var steps = string.Join('\n', Steps.Skip((int)version));
            connection.Execute(
                $"BEGIN IMMEDIATE; {steps} PRAGMA user_version = {Steps.Length}; PRAGMA application_id = {ApplicationId}; COMMIT"
            );
        }

        // The promise is `kill -9`: what was written to the log is the kernel's to keep when the process ends. NORMAL leaves out one
        // fsync (milliseconds) a commit. After a power failure the database is sound, but the last commits may be missing.
        connection.Execute("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 2000");
    }
}
