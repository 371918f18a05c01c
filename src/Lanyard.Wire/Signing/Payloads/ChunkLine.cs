namespace Lanyard.Wire.Signing.Payloads;

/// <summary>A line between chunks, gathered from pieces; of limited length.</summary>
internal sealed class ChunkLine
{
    private const int LongestLine = 256;

    private static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    private readonly byte[] _bytes = new byte[LongestLine];
    private int _length;

    /// <summary>Takes in bytes up to and including a line feed.</summary>
    /// <param name="isWhole">Whether the line is whole: a line feed alone does not end it.</param>
    /// <returns>How many bytes were taken in.</returns>
    /// <exception cref="Errors.AwsException">The line is too long.</exception>
    public int Append(ReadOnlySpan<byte> input, out bool isWhole)
    {
        var end = input.IndexOf((byte)'\n');
        var count = end >= 0 ? end + 1 : input.Length;
        if (_length + count > LongestLine)
        {
            throw PayloadErrors.MalformedChunk();
        }

        input[..count].CopyTo(_bytes.AsSpan(_length));
        _length += count;
        isWhole = count > 0 && _bytes.AsSpan(0, _length).EndsWith(LineEnd);

        return count;
    }

    /// <summary>The line without its end; the next one begins.</summary>
    public ReadOnlySpan<byte> Take()
    {
        var line = _bytes.AsSpan(0, _length - LineEnd.Length);
        _length = 0;

        return line;
    }
}
