namespace Lanyard.Containers.Images.Layers;

/// <summary>Reads another stream and refuses to end when its digest is not the expected one.</summary>
/// <param name="fault">Makes the exception of the digest that it has instead.</param>
internal sealed class VerifiedStream(Stream inner, Digest expected, Func<Digest, ContainerException> fault) : Stream
{
    private readonly HashingStream _hashed = new(inner);

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => inner.Length;

    /// <inheritdoc />
    public override long Position
    {
        get => _hashed.Count;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override int Read(Span<byte> buffer) => Checked(_hashed.Read(buffer), buffer.Length);

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => Checked(await _hashed.ReadAsync(buffer, cancellationToken), buffer.Length);

    /// <inheritdoc />
    public override void Flush() { }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hashed.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Checked(int read, int wanted)
    {
        if (read == 0 && wanted > 0 && _hashed.CurrentDigest() is var actual && actual != expected)
        {
            throw fault(actual);
        }

        return read;
    }
}
