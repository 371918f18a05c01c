using System.IO.Compression;
using Lanyard.Containers.Images.Files;
using Lanyard.Containers.Images.Layers;

namespace Lanyard.Containers.Images.Archives;

/// <summary>A tar file whose entries can be opened by name, in any order and more than once.</summary>
internal sealed class ArchiveFile : IDisposable
{
    private const int MostLinks = 8;

    private readonly string _name;
    private readonly FileStream _tar;
    private readonly Dictionary<string, TarEntry> _entries = new(StringComparer.Ordinal);

    private ArchiveFile(string name, FileStream tar)
    {
        _name = name;
        _tar = tar;
    }

    /// <summary>Opens a plain or gzipped tar file.</summary>
    /// <param name="scratchDirectory">Where a gzipped one is kept plain while it is open.</param>
    public static async Task<ArchiveFile> OpenAsync(
        string path,
        string scratchDirectory,
        CancellationToken cancellationToken
    )
    {
        var archive = new ArchiveFile(path, await OpenPlainAsync(path, scratchDirectory, cancellationToken));
        try
        {
            archive.ReadEntries(cancellationToken);
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public bool Has(string name) => TryFind(name) is not null;

    /// <summary>Opens an entry's content.</summary>
    /// <exception cref="ContainerException">Invalid: no such file in the archive.</exception>
    public FileSlice Open(string name)
    {
        var entry = TryFind(name) ?? throw Fault(ContainerFault.Invalid, name, "it is not in the archive");
        return new FileSlice(_tar.SafeFileHandle, entry.ContentOffset, entry.Size);
    }

    /// <summary>Reads an entry that must be short.</summary>
    public byte[] Read(string name)
    {
        using var content = Open(name);
        if (content.Length > ManifestDocument.LongestBytes)
        {
            throw Fault(
                ContainerFault.Invalid,
                name,
                $"it has {content.Length} bytes; the limit is {ManifestDocument.LongestBytes}"
            );
        }

        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A failure that names the archive and the entry.</summary>
    public ContainerException Fault(ContainerFault kind, string entry, string message) =>
        new(kind, $"`{_name}`, entry `{entry}`: {message}");

    /// <summary>A failure that names the archive.</summary>
    public ContainerException Fault(ContainerFault kind, string message) => new(kind, $"`{_name}`: {message}");

    /// <summary>Does something with an entry; what goes wrong is told with the archive's and the entry's name.</summary>
    public T About<T>(string entry, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ContainerException fault) when (!fault.Message.StartsWith($"`{_name}`", StringComparison.Ordinal))
        {
            throw new ContainerException(fault.Kind, $"`{_name}`, entry `{entry}`: {fault.Message}", fault);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _tar.Dispose();

    private static async Task<FileStream> OpenPlainAsync(
        string path,
        string scratchDirectory,
        CancellationToken cancellationToken
    )
    {
        if (Directory.Exists(path))
        {
            throw new ContainerException(ContainerFault.Invalid, $"`{path}` is a directory, not an archive");
        }

        if (!File.Exists(path))
        {
            throw new ContainerException(ContainerFault.NotFound, $"there is no file `{path}`");
        }

        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return await IsGzippedAsync(file, cancellationToken)
                ? await DecompressAsync(file, scratchDirectory, cancellationToken)
                : file;
        }
        catch (Exception fault)
            when (fault is IOException or InvalidDataException or UnauthorizedAccessException or ContainerException)
        {
            file?.Dispose();
            var kind = fault switch
            {
                ContainerException known => known.Kind,
                UnauthorizedAccessException => ContainerFault.NotPermitted,
                InvalidDataException => ContainerFault.Invalid,
                _ => ContainerFault.Unavailable,
            };
            throw new ContainerException(kind, $"`{path}`: {fault.Message}", fault);
        }
    }

    private static async Task<bool> IsGzippedAsync(FileStream file, CancellationToken cancellationToken)
    {
        var signature = new byte[Compression.SignatureLength];
        var length = await file.ReadAtLeastAsync(
            signature,
            signature.Length,
            throwOnEndOfStream: false,
            cancellationToken
        );
        file.Position = 0;
        Compression.RefuseUnsupported(signature.AsSpan(0, length));
        return Compression.IsGzip(signature);
    }

    private static async Task<FileStream> DecompressAsync(
        FileStream file,
        string scratchDirectory,
        CancellationToken cancellationToken
    )
    {
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        var plain = ScratchFile.Create(scratchDirectory);
        try
        {
            await gzip.CopyToAsync(plain, cancellationToken);
            plain.Position = 0;
            return plain;
        }
        catch
        {
            await plain.DisposeAsync();
            throw;
        }
    }

    private void ReadEntries(CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new TarReader(_tar);
            while (reader.Next() is { } entry)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _entries[Normalise(RawName.Show(entry.Name))] = entry;
            }
        }
        catch (ContainerException fault)
        {
            throw Fault(fault.Kind, $"it is not a whole tar file: {fault.Message}");
        }
    }

    // Older `docker save` writes a layer that occurs twice as a link to the first.
    private TarEntry? TryFind(string name)
    {
        name = Normalise(name);
        for (var links = 0; links < MostLinks && _entries.TryGetValue(name, out var entry); links++)
        {
            if (entry.Kind == TarEntryKind.File)
            {
                return entry;
            }

            var target = RawName.Show(entry.LinkName);
            if (entry.Kind == TarEntryKind.HardLink)
            {
                name = Normalise(target);
            }
            else if (entry.Kind == TarEntryKind.SymbolicLink)
            {
                name = Normalise(Path.Combine(Path.GetDirectoryName("/" + name) ?? "/", target));
            }
            else
            {
                return null;
            }
        }

        return null;
    }

    private static string Normalise(string name) => Path.GetFullPath("/" + name).Trim('/');
}
