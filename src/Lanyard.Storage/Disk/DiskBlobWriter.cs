using Lanyard.Storage.Blobs;

namespace Lanyard.Storage.Disk;

/// <summary>A blob on its way to disk: a file without a name of its own until it is whole.</summary>
internal sealed class DiskBlobWriter : BlobWriter
{
    private readonly DiskBlobStore _store;
    private readonly string _path;
    private readonly FileStream _file;

    public DiskBlobWriter(DiskBlobStore store, string path)
    {
        _store = store;
        _path = path;
        _file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.Delete,
                Options = FileOptions.Asynchronous,
                BufferSize = 64 * 1024,
            }
        );
    }

    /// <inheritdoc />
    public override void Flush() => _file.Flush();

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => _file.FlushAsync(cancellationToken);

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file.Write(bytes);
        }
        catch (IOException e)
        {
            throw NotWritten(e);
        }
    }

    /// <inheritdoc />
    protected override async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _file.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException e)
        {
            throw NotWritten(e);
        }
    }

    /// <inheritdoc />
    protected override async Task KeepAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await _file.FlushAsync(cancellationToken);

            // Content before name: not even after a power failure does a name stand for half a blob.
            _file.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            throw NotWritten(e);
        }

        _store.Adopt(_path, name);
    }

    /// <inheritdoc />
    protected override void Discard()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    private StoreException NotWritten(IOException e) =>
        new(StoreFault.Unavailable, $"cannot write the blob `{_path}`: {e.Message}", e);
}
