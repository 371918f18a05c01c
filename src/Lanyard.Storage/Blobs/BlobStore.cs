using System.Buffers;
using System.Security.Cryptography;

namespace Lanyard.Storage.Blobs;

/// <summary>Contents too large for records, one file each: whole or not there at all.</summary>
/// <remarks>
/// A blob's name is its SHA-256 in hexadecimal, or a random one, as its writer chooses; both are unguessable and safe as file
/// names. Who refers to a blob, and when it may go, is the caller's to know. Safe for any number of threads; the directory
/// belongs to one store at a time (whoever holds its data directory).
/// </remarks>
public sealed class BlobStore
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    private readonly Lock _renaming = new();
    private readonly string _committed;
    private readonly string _unfinished;
    private readonly string _discarded;

    private BlobStore(string directory)
    {
        _committed = Path.Combine(directory, "committed");
        _unfinished = Path.Combine(directory, "unfinished");
        _discarded = Path.Combine(directory, "discarded");
    }

    /// <summary>Opens the blobs of a directory, made if missing, and sweeps out what a killed process left unfinished.</summary>
    /// <exception cref="StoreException"><see cref="StoreFault.Unavailable" /> when the directory cannot be made or written.</exception>
    public static BlobStore Open(string directory)
    {
        var store = new BlobStore(Path.GetFullPath(directory));
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

    /// <summary>Begins a blob, which exists once its writer is committed.</summary>
    public BlobWriter Create()
    {
        var path = Path.Combine(_unfinished, FreshName());
        return Guarded(path, () => new BlobWriter(this, path));
    }

    /// <summary>Opens a blob for reading, seekable.</summary>
    /// <exception cref="StoreException"><see cref="StoreFault.NotFound" /></exception>
    public FileStream OpenRead(string name) =>
        Guarded(
            name,
            () =>
                new FileStream(
                    PathOf(name),
                    new FileStreamOptions
                    {
                        Access = FileAccess.Read,
                        Share = FileShare.Read | FileShare.Delete,
                        Options = FileOptions.Asynchronous,
                        // The callers copy in large pieces: a buffer between would only copy once more.
                        BufferSize = 0,
                    }
                )
        );

    /// <summary>Whether there is a blob of that name.</summary>
    public bool Exists(string name) => File.Exists(PathOf(name));

    /// <summary>How long a blob is.</summary>
    /// <exception cref="StoreException"><see cref="StoreFault.NotFound" /></exception>
    public long LengthBytes(string name) => Guarded(name, () => new FileInfo(PathOf(name)).Length);

    /// <summary>Removes a blob; false when there is none. Those who have it open can read on.</summary>
    public bool Delete(string name)
    {
        var path = PathOf(name);
        return Guarded(
            name,
            () =>
            {
                if (!File.Exists(path))
                {
                    return false;
                }

                File.Delete(path);
                return true;
            }
        );
    }

    /// <summary>The names of all blobs, in no order.</summary>
    public IEnumerable<string> List() =>
        Directory.EnumerateFiles(_committed, "*", SearchOption.AllDirectories).Select(Path.GetFileName)!;

    /// <summary>Removes every blob at once. Writers under way are not disturbed.</summary>
    /// <returns>
    /// A task that ends when the space is free again. The blobs are gone as soon as the method returns; nobody needs to wait.
    /// </returns>
    public Task ClearAsync()
    {
        var discarded = Path.Combine(_discarded, FreshName());
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

    /// <summary>A name that nothing else has: 32 random hexadecimal digits.</summary>
    internal static string FreshName() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Does something with files; a failure becomes a <see cref="StoreException" />.</summary>
    internal static T Guarded<T>(string what, Func<T> action)
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

    // Two digits of fan-out keep directories short. Hexadecimal only: no name leads out of the directory.
    private string PathOf(string name) =>
        name.Length is 32 or 64 && !name.AsSpan().ContainsAnyExcept(Hexadecimal)
            ? Path.Combine(_committed, name[..2], name)
            : throw new StoreException(StoreFault.NotFound, $"there is no blob `{name}`");
}
