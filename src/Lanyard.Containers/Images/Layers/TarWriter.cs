using System.Globalization;
using System.Text;
using Lanyard.Containers.Images.Files;

namespace Lanyard.Containers.Images.Layers;

/// <summary>Writes a tar file: plain ustar, with an extended header only where an entry does not fit.</summary>
/// <remarks>The same entries give the same bytes.</remarks>
internal sealed class TarWriter(Stream destination)
{
    private const int LongestName = 100;
    private const long LargestId = 0x1FFFFF;
    private const long LargestSize = 0x1FFFFFFFF;

    private static readonly byte[] Zeros = new byte[2 * TarHeader.Size];

    /// <summary>Writes an entry; a file's content follows with <see cref="WriteContent" /> and <see cref="EndContent" />.</summary>
    public void Write(TarEntry entry)
    {
        if (PaxFor(entry) is { Length: > 0 } pax)
        {
            var extension = new TarEntry
            {
                Kind = TarEntryKind.Other,
                TypeFlag = 'x',
                Name = "pax",
                Size = pax.Length,
            };
            destination.Write(Header(extension));
            WriteContent(pax);
            EndContent(pax.Length);
        }

        destination.Write(Header(entry));
    }

    public void WriteContent(ReadOnlySpan<byte> piece) => destination.Write(piece);

    /// <summary>Pads the content to whole blocks.</summary>
    public void EndContent(long size) =>
        destination.Write(Zeros.AsSpan(0, (int)((TarHeader.Size - (size % TarHeader.Size)) % TarHeader.Size)));

    /// <summary>Writes an entry whose content is at hand.</summary>
    public void WriteFile(string name, ReadOnlySpan<byte> content)
    {
        const uint ReadableByAll = 0b110_100_100;
        Write(
            new TarEntry
            {
                Kind = TarEntryKind.File,
                Name = name,
                Mode = ReadableByAll,
                Size = content.Length,
            }
        );
        WriteContent(content);
        EndContent(content.Length);
    }

    /// <summary>Writes what stands at the end of a tar file.</summary>
    public void End() => destination.Write(Zeros);

    private static byte[] Header(TarEntry entry)
    {
        var block = new byte[TarHeader.Size];
        Text(block, 0, LongestName, entry.Name);
        Octal(block, 100, 8, entry.Mode);
        Octal(block, 108, 8, entry.Uid > LargestId ? 0 : entry.Uid);
        Octal(block, 116, 8, entry.Gid > LargestId ? 0 : entry.Gid);
        Octal(block, 124, 12, entry.Size > LargestSize ? 0 : entry.Size);
        Octal(block, 136, 12, IsPlainTime(entry) ? entry.ModifiedSeconds : 0);
        block[156] = (byte)TypeFlagOf(entry);
        Text(block, 157, LongestName, entry.LinkName);
        "ustar\0"u8.CopyTo(block.AsSpan(257));
        "00"u8.CopyTo(block.AsSpan(263));
        Octal(block, 329, 8, entry.DeviceMajor);
        Octal(block, 337, 8, entry.DeviceMinor);

        // The sum takes its own field as spaces.
        block.AsSpan(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in block)
        {
            sum += value;
        }

        Octal(block, 148, 7, sum);
        return block;
    }

    private static byte[] PaxFor(TarEntry entry)
    {
        using var records = new MemoryStream();
        if (entry.Name.Length > LongestName)
        {
            Record(records, "path", RawName.Bytes(entry.Name));
        }

        if (entry.LinkName.Length > LongestName)
        {
            Record(records, "linkpath", RawName.Bytes(entry.LinkName));
        }

        Number(records, "uid", entry.Uid, LargestId);
        Number(records, "gid", entry.Gid, LargestId);
        Number(records, "size", entry.Size, LargestSize);
        if (!IsPlainTime(entry))
        {
            Record(records, "mtime", Digits(entry.ModifiedSeconds));
        }

        foreach (var (name, value) in entry.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
        {
            Record(records, "SCHILY.xattr." + name, value);
        }

        return records.ToArray();
    }

    private static void Number(MemoryStream records, string key, long value, long largest)
    {
        if (value > largest)
        {
            Record(records, key, Digits(value));
        }
    }

    private static void Record(MemoryStream records, string key, ReadOnlySpan<byte> value)
    {
        // The length counts its own digits.
        var rest = 1 + Encoding.UTF8.GetByteCount(key) + 1 + value.Length + 1;
        var length = rest + 1;
        while (length != rest + Digits(length).Length)
        {
            length = rest + Digits(length).Length;
        }

        records.Write(Digits(length));
        records.Write(Encoding.UTF8.GetBytes($" {key}="));
        records.Write(value);
        records.WriteByte((byte)'\n');
    }

    private static byte[] Digits(long value) => Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));

    private static bool IsPlainTime(TarEntry entry) => entry.ModifiedSeconds is >= 0 and <= LargestSize;

    private static void Text(byte[] block, int offset, int length, string text) =>
        RawName.Bytes(text).AsSpan(0, Math.Min(text.Length, length)).CopyTo(block.AsSpan(offset));

    private static void Octal(byte[] block, int offset, int length, long value)
    {
        for (var i = length - 2; i >= 0; i--, value >>= 3)
        {
            block[offset + i] = (byte)('0' + (value & 7));
        }

        block[offset + length - 1] = 0;
    }

    private static char TypeFlagOf(TarEntry entry) =>
        entry.Kind switch
        {
            TarEntryKind.File => '0',
            TarEntryKind.HardLink => '1',
            TarEntryKind.SymbolicLink => '2',
            TarEntryKind.CharacterDevice => '3',
            TarEntryKind.BlockDevice => '4',
            TarEntryKind.Directory => '5',
            TarEntryKind.Fifo => '6',
            _ => entry.TypeFlag,
        };
}
