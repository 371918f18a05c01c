using System.Buffers.Binary;
using Lanyard.Containers.Images.Files;

namespace Lanyard.Containers.Images.Layers;

/// <summary>The 512 bytes that stand before each entry of a tar file.</summary>
/// <seealso href="https://www.gnu.org/software/tar/manual/html_node/Standard.html" />
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    public const int Size = 512;

    private const byte BigNumber = 0x80;

    private readonly ReadOnlySpan<byte> _block = block;

    public char TypeFlag => (char)_block[156];

    public bool IsEndOfArchive => !_block.ContainsAnyExcept((byte)0);

    /// <summary>The name, joined with its prefix where the format has one.</summary>
    public string Name
    {
        get
        {
            var name = TextAt(0, 100);
            var prefix = _block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? TextAt(345, 155) : "";
            return prefix.Length == 0 ? name : $"{prefix}/{name}";
        }
    }

    public string LinkName => TextAt(157, 100);

    public long Mode => NumberAt(100, 8);

    public long Uid => NumberAt(108, 8);

    public long Gid => NumberAt(116, 8);

    public long ContentSize => NumberAt(124, 12);

    public long Modified => NumberAt(136, 12);

    // Old formats leave these fields to chance, so only devices may read them.
    public long DeviceMajor => NumberAt(329, 8);

    public long DeviceMinor => NumberAt(337, 8);

    /// <summary>The sum of the block's bytes, its own field taken as spaces.</summary>
    public bool HasRightChecksum
    {
        get
        {
            const int FieldStart = 148;
            const int FieldEnd = 156;
            var sum = 8 * ' ';
            for (var i = 0; i < Size; i++)
            {
                if (i is < FieldStart or >= FieldEnd)
                {
                    sum += _block[i];
                }
            }

            return TryOctal(_block[FieldStart..FieldEnd].Trim(" \0"u8), out var written) && written == sum;
        }
    }

    private string TextAt(int offset, int length)
    {
        var field = _block.Slice(offset, length);
        var end = field.IndexOf((byte)0);
        return RawName.Of(end < 0 ? field : field[..end]);
    }

    /// <summary>A number, in octal digits or, where it is too large for them, big-endian.</summary>
    /// <exception cref="FormatException">Neither octal digits nor a big-endian number.</exception>
    private long NumberAt(int offset, int length)
    {
        var field = _block.Slice(offset, length);
        return (field[0] & BigNumber) == 0 ? Octal(field.Trim(" \0"u8)) : BigEndian(field);
    }

    private static long Octal(ReadOnlySpan<byte> digits) =>
        TryOctal(digits, out var value) ? value : throw new FormatException("a number in the header is not octal");

    private static bool TryOctal(ReadOnlySpan<byte> digits, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return true;
    }

    private static long BigEndian(ReadOnlySpan<byte> field)
    {
        Span<byte> wide = stackalloc byte[16];
        var isNegative = (field[0] & 0x40) != 0;
        wide.Fill(isNegative ? (byte)0xFF : (byte)0);
        field.CopyTo(wide[^field.Length..]);
        wide[^field.Length] = (byte)(isNegative ? field[0] : field[0] & 0x7F);
        var value = BinaryPrimitives.ReadInt128BigEndian(wide);
        return value >= long.MinValue && value <= long.MaxValue
            ? (long)value
            : throw new FormatException("a number in the header is too large");
    }
}
