namespace Lanyard.Wire.Signing.Payloads;

/// <summary>Makes an object's bytes out of a request's.</summary>
internal abstract class PayloadDecoder : IDisposable
{
    /// <summary>Whether the body was read to where it ends.</summary>
    public abstract bool IsComplete { get; }

    /// <summary>The checksum that came in a trailing header; null when none did.</summary>
    public virtual string? TrailingChecksum => null;

    /// <summary>Takes in what it can of the input and puts out what it can of the object.</summary>
    /// <remarks>Leaves input only when the output is full.</remarks>
    /// <exception cref="Errors.AwsException">The input is not what was declared.</exception>
    public abstract void Decode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed, out int written);

    /// <inheritdoc />
    public virtual void Dispose() { }
}

/// <summary>A body that is the object itself.</summary>
internal sealed class PlainDecoder(long length) : PayloadDecoder
{
    private long _remaining = length;

    /// <inheritdoc />
    public override bool IsComplete => _remaining == 0;

    /// <inheritdoc />
    public override void Decode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed, out int written)
    {
        if (input.Length > _remaining)
        {
            throw PayloadErrors.Incomplete();
        }

        written = Math.Min(input.Length, output.Length);
        consumed = written;
        input[..written].CopyTo(output);
        _remaining -= written;
    }
}
