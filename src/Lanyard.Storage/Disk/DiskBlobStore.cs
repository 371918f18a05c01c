using Lanyard.Storage.Blobs;

namespace Lanyard.Storage.Disk;

/// <summary>Blobs on disk, one file each. The directory belongs to one store at a time (<see cref="DataDirectory" />).</summary>
public sealed class DiskBlobStore : IBlobStore
{
    private readonly Lock _renaming = new();
    private readonly string _committed;
    private readonly string _unfinished;
    private readonly string _discarded;

    private DiskBlobStore(string directory)
    {
        _committed = Path.Combine(directory, "committed");
        _unfinished = Path.Combine(directory, "unfinished");
        _discarded = Path.Combine(directory, "discarded");
    }

    /// <summary>Opens the blobs of a directory, made if missing, and sweeps out what a killed process left unfinished.</summary>
    /// <exception cref="StoreException"><see cref="StoreFault.Unavailable" /> when the directory cannot be made or written.</exception>
    public static DiskBlobStore Open(string directory)
    {
        var store = new DiskBlobStore(Path.GetFullPath(directory));
        Guarded(
            directory,
            () =>
            {
                DeleteTree(store._unfinished);
                DeleteTree(store._discarded);
                Directory.CreateDirectory(store._unfinished);
                Directory.CreateDirectory(store._committed);
                return true;
            }
        );
        return store;
    }

    /// <inheritdoc />
    public BlobWriter Create()
    {
        var path = Path.Combine(_unfinished, BlobName.Fresh());
        return Guarded(path, () => new DiskBlobWriter(this, path));
    }

    /// <inheritdoc />
    public ValueTask<Stream> OpenReadAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Guarded<Stream>(name, () => OpenFile(PathOf(name))));
    }

    /// <inheritdoc />
    public ValueTask<bool> ExistsAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(File.Exists(PathOf(name)));
    }

    /// <inheritdoc />
    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = PathOf(name);
        return new(Guarded(name, () => DeleteFile(path)));
    }

    /// <inheritdoc />
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken = default) =>
        Directory
            .EnumerateFiles(_committed, "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName)
            .ToAsyncEnumerable()!;

    /// <inheritdoc />
    public Task ClearAsync()
    {
        var discarded = Path.Combine(_discarded, BlobName.Fresh());
        Guarded(
            _committed,
            () =>
            {
                lock (_renaming)
                {
                    Directory.CreateDirectory(_discarded);
                    Directory.Move(_committed, discarded);
                    Directory.CreateDirectory(_committed);
                    return true;
                }
            }
        );
        return Task.Run(() => Guarded(discarded, () => DeleteTree(discarded)));
    }

    /// <summary>Gives a finished file its name.</summary>
    internal void Adopt(string path, string name)
    {
        var target = PathOf(name);
        Guarded(
            name,
            () =>
            {
                lock (_renaming)
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                    File.Move(path, target, overwrite: true);
                    return true;
                }
            }
        );
    }

    private static FileStream OpenFile(string path) =>
        new(
            path,
            new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous,
                // The callers copy in large pieces: a buffer between would only copy once more.
                BufferSize = 0,
            }
        );

    private static bool DeleteFile(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        File.Delete(path);
        return true;
    }

    // Does something with files; a failure becomes a StoreException.
    private static T Guarded<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StoreException(StoreFault.NotFound, $"there is no blob `{what}`", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreFault.Unavailable, $"cannot use the blob `{what}`: {e.Message}", e);
        }
    }

    private static bool DeleteTree(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return false;
        }

        Directory.Delete(directory, recursive: true);
        return true;
    }

    // Two digits of fan-out keep directories short.
    private string PathOf(string name) => Path.Combine(_committed, BlobName.Checked(name)[..2], name);
}
