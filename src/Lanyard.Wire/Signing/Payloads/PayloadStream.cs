using System.Buffers;
using System.Runtime.ExceptionServices;
using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Signing.Payloads;

/// <summary>The body of an S3 upload, decoded and verified while it is read.</summary>
/// <remarks>
/// Reading throws <see cref="AwsException" /> with S3's code when the body is not what was declared. The last bytes are
/// handed out only after everything was found right, so whoever read to the end may keep what was read. Whoever does not
/// must throw it away. The stream belongs to one reader at a time; disposing it leaves the request's own stream open.
/// </remarks>
public sealed class PayloadStream : Stream
{
    private const int BufferLength = 64 * 1024;

    private readonly Stream _source;
    private readonly PayloadDecoder _decoder;
    private readonly PayloadSeal _seal;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int _start;
    private int _end;
    private long _remaining;
    private bool _hasEnded;
    private bool _isFinished;
    private bool _isDisposed;
    private AwsException? _failure;

    internal PayloadStream(Stream source, PayloadDecoder decoder, PayloadSeal seal, long length)
    {
        _source = source;
        _decoder = decoder;
        _seal = seal;
        _remaining = length;
        DecodedLength = length;
    }

    /// <summary>The length of the object as declared; what is read is exactly as long, or reading fails.</summary>
    public long DecodedLength { get; }

    /// <summary>The checksums that the client sent, in header or trailer, and that were found right; empty until the
    /// stream was read to its end.</summary>
    public IReadOnlyList<PayloadChecksum> Checksums { get; private set; } = [];

    /// <inheritdoc />
    public override bool CanRead => !_isDisposed;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <summary>Not known: see <see cref="DecodedLength" />.</summary>
    public override long Length => throw new NotSupportedException();

    /// <summary>Not known.</summary>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (!TryAdvance(buffer, ref written))
        {
            Take(_source.Read(_buffer));
        }

        return written;
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var written = 0;
        while (!TryAdvance(buffer.Span, ref written))
        {
            Take(await _source.ReadAsync(_buffer, cancellationToken));
        }

        return written;
    }

    /// <inheritdoc />
    public override void Flush() { }

    /// <summary>Not possible.</summary>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <summary>Not possible.</summary>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Not possible.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _decoder.Dispose();
            _seal.Dispose();
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }

        base.Dispose(disposing);
    }

    /// <summary>Decodes what is at hand; false when more input is needed first.</summary>
    private bool TryAdvance(Span<byte> destination, ref int written)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }

        if (_isFinished || destination.IsEmpty)
        {
            return true;
        }

        try
        {
            return Advance(destination, ref written);
        }
        catch (AwsException failure)
        {
            _failure = failure;
            throw;
        }
    }

    private bool Advance(Span<byte> destination, ref int written)
    {
        Decode(destination, ref written);

        // The last bytes stay back until the source has ended and the seal is checked.
        if (_remaining > 0 && (written > 0 || !_hasEnded))
        {
            return written > 0;
        }

        if (!_hasEnded)
        {
            return false;
        }

        if (!_decoder.IsComplete || _remaining > 0)
        {
            throw PayloadErrors.Incomplete();
        }

        Checksums = _seal.Break(_decoder.TrailingChecksum);
        _isFinished = true;

        return true;
    }

    private void Decode(Span<byte> destination, ref int written)
    {
        int consumed;
        int produced;
        do
        {
            _decoder.Decode(_buffer.AsSpan(_start.._end), destination[written..], out consumed, out produced);
            _start += consumed;
            _remaining -= produced;
            _seal.Append(destination.Slice(written, produced));
            written += produced;
        } while (consumed > 0 || produced > 0);
    }

    private void Take(int count)
    {
        _hasEnded = count == 0;
        _start = 0;
        _end = count;
    }
}
