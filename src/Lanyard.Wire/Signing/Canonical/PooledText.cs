using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace Lanyard.Wire.Signing.Canonical;

/// <summary>UTF-8 text that grows in a rented buffer.</summary>
internal ref struct PooledText(int capacity)
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    /// <summary>What is written.</summary>
    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>The buffer itself, for comparers; moves when the text grows.</summary>
    public readonly byte[] Buffer => _bytes;

    /// <summary>Appends one byte.</summary>
    public void Write(byte value)
    {
        if (Length == _bytes.Length)
        {
            Grow(1);
        }

        _bytes[Length++] = value;
    }

    /// <summary>Appends bytes.</summary>
    public void Write(scoped ReadOnlySpan<byte> value)
    {
        value.CopyTo(Take(value.Length));
    }

    /// <summary>Appends characters.</summary>
    public void Write(scoped ReadOnlySpan<char> value)
    {
        if (_bytes.Length - Length < value.Length * 3)
        {
            Grow(value.Length * 3);
        }

        Length += Encoding.UTF8.GetBytes(value, _bytes.AsSpan(Length));
    }

    /// <summary>Appends bytes in lower-case hexadecimal.</summary>
    public void WriteHex(scoped ReadOnlySpan<byte> value)
    {
        var isWritten = Convert.TryToHexStringLower(value, Take(value.Length * 2), out _);
        Debug.Assert(isWritten, "the room was taken for exactly this");
    }

    /// <summary>Drops everything behind a length.</summary>
    public void Truncate(int length)
    {
        Debug.Assert(length <= Length, "a text is cut, not grown");
        Length = length;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private Span<byte> Take(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Grow(count);
        }

        var taken = _bytes.AsSpan(Length, count);
        Length += count;

        return taken;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + count));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
