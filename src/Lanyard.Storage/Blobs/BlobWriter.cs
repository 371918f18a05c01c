using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Lanyard.Storage.Blobs;

/// <summary>A blob being written: hashed on its way, gone without a trace unless it is committed.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is what writes a blob; that it is a stream is the means.")]
public abstract class BlobWriter : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;
    private bool _isOpen = true;

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => _isOpen;

    /// <summary>How many bytes have been written.</summary>
    public override long Length => _length;

    /// <summary>How many bytes have been written.</summary>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>The SHA-256 of what has been written so far: 64 lower-case hexadecimal digits.</summary>
    public string CurrentSha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <inheritdoc />
    /// <exception cref="StoreException"><see cref="StoreFault.Unavailable" /> when the bytes are not taken.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        Append(buffer);
        _length += buffer.Length;
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    /// <exception cref="StoreException"><see cref="StoreFault.Unavailable" /> when the bytes are not taken.</exception>
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        _hash.AppendData(buffer.Span);
        await AppendAsync(buffer, cancellationToken);
        _length += buffer.Length;
    }

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Makes the blob exist under its digest; the same content is stored once.</summary>
    public Task<Blob> CommitByDigestAsync(CancellationToken cancellationToken = default) =>
        CommitAsync(CurrentSha256(), cancellationToken);

    /// <summary>Makes the blob exist under a fresh name of its own.</summary>
    public Task<Blob> CommitAsync(CancellationToken cancellationToken = default) =>
        CommitAsync(BlobName.Fresh(), cancellationToken);

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Takes bytes.</summary>
    protected abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Takes bytes.</summary>
    protected abstract ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Keeps what was taken under a name, in the place of what has it.</summary>
    protected abstract Task KeepAsync(string name, CancellationToken cancellationToken);

    /// <summary>Lets go of what was taken and not kept; called once.</summary>
    protected abstract void Discard();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && _isOpen)
        {
            _isOpen = false;
            _hash.Dispose();
            Discard();
        }

        base.Dispose(disposing);
    }

    private async Task<Blob> CommitAsync(string name, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!_isOpen, this);
        cancellationToken.ThrowIfCancellationRequested();
        var blob = new Blob(name, Length, CurrentSha256());
        await KeepAsync(name, cancellationToken);
        await DisposeAsync();
        return blob;
    }
}
