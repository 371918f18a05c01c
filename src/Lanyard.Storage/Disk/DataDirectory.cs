using System.Globalization;
using Lanyard.Storage.Sealing;
using Lanyard.Storage.Sqlite;

namespace Lanyard.Storage.Disk;

/// <summary>The directory in which a server keeps everything, held by one process at a time.</summary>
/// <remarks>
/// <c>lanyard.db</c> is the database, <c>key</c> the sealing key, <c>blobs/</c> the blobs, <c>lock</c> what the holder locks and
/// <c>pid</c> who it is. The kernel lets go of the lock when the holder ends, however it ends; the runtime opens files
/// close-on-exec, so that a child that outlives the holder does not keep it.
/// </remarks>
public sealed class DataDirectory : IDisposable
{
    private const string DatabaseName = "lanyard.db";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const int LinuxWouldBlock = 11;
    private const int DarwinWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream heldLock)
    {
        Path = path;
        _lock = heldLock;
    }

    /// <summary>The absolute path.</summary>
    public string Path { get; }

    /// <summary>The database's file.</summary>
    public string DatabasePath => In(DatabaseName);

    /// <summary>The sealing key's file.</summary>
    public string KeyPath => In("key");

    /// <summary>The directory of the blobs.</summary>
    public string BlobsPath => In("blobs");

    /// <summary>Makes the directory if it is missing (for its owner alone), takes hold of it and sees that it has a key.</summary>
    /// <exception cref="StoreException">
    /// <see cref="StoreFault.Held" /> by another process; <see cref="StoreFault.NotFound" /> when there is a database whose key is gone, or blobs without one;
    /// <see cref="StoreFault.Unavailable" /> when the directory cannot be made, written or closed to others.
    /// </exception>
    public static DataDirectory Open(string path)
    {
        var fullPath = System.IO.Path.GetFullPath(path);
        try
        {
            MakeDirectory(fullPath);
            MakePrivate(fullPath);
            var directory = new DataDirectory(fullPath, TakeLock(fullPath));
            try
            {
                directory.EnsureKey();
                return directory;
            }
            catch
            {
                directory.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                StoreFault.Unavailable,
                $"cannot use the data directory `{fullPath}`: {e.Message}",
                e
            );
        }
    }

    /// <summary>Whether a process holds a directory now.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            // Readers share the lock with each other, and with no holder.
            using var question = new FileStream(
                System.IO.Path.Combine(path, "lock"),
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read
            );
            return false;
        }
        catch (IOException e) when (e.HResult is LinuxWouldBlock or DarwinWouldBlock or WindowsSharingViolation)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Opens the database.</summary>
    public SqliteStore OpenStore() => SqliteStore.Open(DatabasePath);

    /// <summary>Opens the blobs.</summary>
    public DiskBlobStore OpenBlobs()
    {
        MakeDirectory(BlobsPath);
        return DiskBlobStore.Open(BlobsPath);
    }

    /// <summary>Reads the sealing key.</summary>
    public Sealer OpenSealer() => Sealer.FromKeyFile(KeyPath);

    /// <summary>Lets go of the directory.</summary>
    public void Dispose()
    {
        // The pid goes first: once the lock is free the file may already be another holder's.
        if (!_lock.SafeFileHandle.IsClosed)
        {
            File.Delete(In("pid"));
        }

        _lock.Dispose();
    }

    private static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    // Whoever may list it sees what there is to steal. One with our database in it, or an empty one, is closed; to close any other
    // might shut everybody out of a directory that they share.
    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & ~OwnerOnly) == UnixFileMode.None)
        {
            return;
        }

        if (
            !File.Exists(System.IO.Path.Combine(path, DatabaseName)) && Directory.EnumerateFileSystemEntries(path).Any()
        )
        {
            throw new StoreException(
                StoreFault.Unavailable,
                $"the directory `{path}` is open to others and holds other things: give the server one of its own"
            );
        }

        File.SetUnixFileMode(path, OwnerOnly);
    }

    private static FileStream TakeLock(string path)
    {
        FileStream heldLock;
        try
        {
            heldLock = new FileStream(
                System.IO.Path.Combine(path, "lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException e) when (e.HResult is LinuxWouldBlock or DarwinWouldBlock or WindowsSharingViolation)
        {
            throw new StoreException(StoreFault.Held, $"the data directory `{path}` is in use by {Holder(path)}", e);
        }

        File.WriteAllText(
            System.IO.Path.Combine(path, "pid"),
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
        );
        return heldLock;
    }

    private static string Holder(string path)
    {
        try
        {
            return $"process {File.ReadAllText(System.IO.Path.Combine(path, "pid"))}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    // A new key beside an old database would turn every secret in it into a riddle, so only a new directory gets one.
    private void EnsureKey()
    {
        if (File.Exists(KeyPath))
        {
            ThrowIfDatabaseIsGone();
            return;
        }

        if (File.Exists(DatabasePath))
        {
            throw new StoreException(
                StoreFault.NotFound,
                $"the key file `{KeyPath}` is missing and the secrets in `{DatabasePath}` cannot be read without it: "
                    + "put it back, or remove the directory to begin anew"
            );
        }

        Sealer.CreateKeyFile(KeyPath);
    }

    // A server that had blobs had a database before: what begins anew beside them would be taken for all there was.
    private void ThrowIfDatabaseIsGone()
    {
        if (
            new FileInfo(DatabasePath) is not { Exists: true, Length: > 0 }
            && Directory.Exists(BlobsPath)
            && Directory.EnumerateFiles(BlobsPath, "*", SearchOption.AllDirectories).Any()
        )
        {
            throw new StoreException(
                StoreFault.NotFound,
                $"the database `{DatabasePath}` is missing or empty, though there are blobs beside it: "
                    + "put it back, or remove the directory to begin anew"
            );
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
