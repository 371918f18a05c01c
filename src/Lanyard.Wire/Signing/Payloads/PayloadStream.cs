namespace Lanyard.Wire.Signing.Payloads;

/// <summary>The body of an S3 upload, decoded and verified while it is read.</summary>
/// <remarks>
/// Reading throws <see cref="Errors.AwsException" /> with S3's code when the body is not what was declared; the last bytes
/// are handed out only after everything was found right, so whoever read to the end may keep what was read.
/// </remarks>
public sealed class PayloadStream : Stream
{
    /// <summary>The length of the decoded body as declared; null when it is not.</summary>
    public long? DeclaredLength { get; }

    /// <summary>The checksums the client sent, in header or trailer; complete once the stream was read to its end.</summary>
    public IReadOnlyList<PayloadChecksum> Checksums { get; } = [];

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
