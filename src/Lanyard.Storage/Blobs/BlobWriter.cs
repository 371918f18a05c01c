using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Lanyard.Storage.Blobs;

/// <summary>A blob being written: hashed on its way to disk, gone without a trace unless it is committed.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is what writes a blob; that it is a stream is the means.")]
public sealed class BlobWriter : Stream
{
    private readonly BlobStore _store;
    private readonly string _path;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _isOpen = true;

    internal BlobWriter(BlobStore store, string path)
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
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => _isOpen;

    /// <summary>How many bytes have been written.</summary>
    public override long Length => _file.Position;

    /// <summary>How many bytes have been written.</summary>
    public override long Position
    {
        get => _file.Position;
        set => throw new NotSupportedException();
    }

    /// <summary>The SHA-256 of what has been written so far: 64 lower-case hexadecimal digits.</summary>
    public string CurrentSha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <inheritdoc />
    /// <exception cref="StoreException"><see cref="StoreFault.Unavailable" /> when the disk does not take it.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        try
        {
            _file.Write(buffer);
        }
        catch (IOException e)
        {
            throw NotWritten(e);
        }
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    /// <exception cref="StoreException"><see cref="StoreFault.Unavailable" /> when the disk does not take it.</exception>
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        _hash.AppendData(buffer.Span);
        try
        {
            await _file.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException e)
        {
            throw NotWritten(e);
        }
    }

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override void Flush() => _file.Flush();

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => _file.FlushAsync(cancellationToken);

    /// <summary>Makes the blob exist under its digest; the same content is stored once.</summary>
    public Task<Blob> CommitByDigestAsync(CancellationToken cancellationToken = default) =>
        CommitAsync(CurrentSha256(), cancellationToken);

    /// <summary>Makes the blob exist under a fresh name of its own.</summary>
    public Task<Blob> CommitAsync(CancellationToken cancellationToken = default) =>
        CommitAsync(BlobStore.FreshName(), cancellationToken);

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && _isOpen)
        {
            _isOpen = false;
            _file.Dispose();
            _hash.Dispose();
            File.Delete(_path);
        }

        base.Dispose(disposing);
    }

    private async Task<Blob> CommitAsync(string name, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!_isOpen, this);
        cancellationToken.ThrowIfCancellationRequested();
        var blob = new Blob(name, Length, CurrentSha256());
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
        await DisposeAsync();
        return blob;
    }

    private StoreException NotWritten(IOException e) =>
        new(StoreFault.Unavailable, $"cannot write the blob `{_path}`: {e.Message}", e);
}
