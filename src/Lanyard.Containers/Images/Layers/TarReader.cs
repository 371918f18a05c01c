using System.Buffers;
using Lanyard.Containers.Images.Files;

namespace Lanyard.Containers.Images.Layers;

/// <summary>Reads a tar file entry by entry, its content as spans of one pooled buffer.</summary>
/// <remarks>
/// Of our own because <c>System.Formats.Tar</c> decodes names and extended attributes as text, and so loses file
/// capabilities and names that are not UTF-8. Reads ustar, pax and GNU; sparse files are refused by name.
/// </remarks>
internal sealed class TarReader(Stream source) : IDisposable
{
    private const int BufferSize = 256 * 1024;
    private const int LongestExtension = 1024 * 1024;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _end;
    private long _consumed;
    private long _content;
    private long _padding;

    /// <summary>The next entry; null after the last one.</summary>
    /// <exception cref="ContainerException">Invalid: it is not a tar file, or breaks off.</exception>
    public TarEntry? Next()
    {
        try
        {
            return ReadEntry();
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            throw Invalid($"{fault.Message} (near byte {_consumed})");
        }
    }

    /// <summary>The next piece of the entry's content, valid until the next call; empty after the last one.</summary>
    public ReadOnlySpan<byte> ReadContent()
    {
        if (_content == 0)
        {
            return default;
        }

        if (_start == _end && !Fill(1))
        {
            throw Invalid($"it breaks off in the content of an entry (at byte {_consumed})");
        }

        var piece = _buffer.AsSpan(_start, (int)Math.Min(_content, _end - _start));
        Consume(piece.Length);
        _content -= piece.Length;
        return piece;
    }

    /// <inheritdoc />
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private TarEntry? ReadEntry()
    {
        string? longName = null;
        string? longLink = null;
        PaxRecords? pax = null;
        while (true)
        {
            SkipContent();
            if (!Fill(TarHeader.Size))
            {
                return _start == _end ? null : throw Invalid($"it breaks off in a header (at byte {_consumed})");
            }

            var header = new TarHeader(_buffer.AsSpan(_start, TarHeader.Size));
            if (header.IsEndOfArchive)
            {
                return null;
            }

            if (!header.HasRightChecksum)
            {
                throw Invalid($"the header at byte {_consumed} is damaged, or this is no tar file");
            }

            switch (header.TypeFlag)
            {
                case 'x':
                    pax = PaxRecords.Parse(ReadExtension(header));
                    break;
                case 'g':
                    ReadExtension(header);
                    break;
                case 'L':
                    longName = RawName.Of(ReadExtension(header).TrimEnd((byte)0));
                    break;
                case 'K':
                    longLink = RawName.Of(ReadExtension(header).TrimEnd((byte)0));
                    break;
                default:
                    return ToEntry(header, pax ?? new PaxRecords(), longName, longLink);
            }
        }
    }

    private TarEntry ToEntry(TarHeader header, PaxRecords pax, string? longName, string? longLink)
    {
        var name = pax.Path ?? longName ?? header.Name;
        var kind = KindOf(header.TypeFlag, name);
        if (pax.IsSparse || header.TypeFlag == 'S')
        {
            throw Invalid($"the entry `{RawName.Show(name)}` is a sparse file, which is not supported");
        }

        // Only files have content; GNU tar writes sizes for directories too.
        var size = kind is TarEntryKind.File or TarEntryKind.Other ? pax.Size ?? header.ContentSize : 0;
        if (size < 0)
        {
            throw Invalid($"the entry `{RawName.Show(name)}` has a negative size");
        }

        var isDevice = kind is TarEntryKind.CharacterDevice or TarEntryKind.BlockDevice;
        var entry = new TarEntry
        {
            Kind = kind,
            TypeFlag = header.TypeFlag,
            Name = name,
            LinkName = pax.LinkPath ?? longLink ?? header.LinkName,
            Mode = (uint)(header.Mode & 0xFFF),
            Uid = checked((uint)(pax.Uid ?? header.Uid)),
            Gid = checked((uint)(pax.Gid ?? header.Gid)),
            Size = size,
            ModifiedSeconds = pax.Modified?.Seconds ?? header.Modified,
            ModifiedNanoseconds = pax.Modified?.Nanoseconds ?? 0,
            DeviceMajor = isDevice ? checked((uint)header.DeviceMajor) : 0,
            DeviceMinor = isDevice ? checked((uint)header.DeviceMinor) : 0,
            ContentOffset = _consumed + TarHeader.Size,
        };
        Consume(TarHeader.Size);
        Expect(size);
        return pax.Attributes is null ? entry : entry with { Attributes = pax.Attributes };
    }

    private static TarEntryKind KindOf(char typeFlag, string name) =>
        typeFlag switch
        {
            // Formats older than ustar say "directory" by a slash at the end.
            '\0' or '0' or '7' => name.EndsWith('/') ? TarEntryKind.Directory : TarEntryKind.File,
            '1' => TarEntryKind.HardLink,
            '2' => TarEntryKind.SymbolicLink,
            '3' => TarEntryKind.CharacterDevice,
            '4' => TarEntryKind.BlockDevice,
            '5' => TarEntryKind.Directory,
            '6' => TarEntryKind.Fifo,
            _ => TarEntryKind.Other,
        };

    private ReadOnlySpan<byte> ReadExtension(TarHeader header)
    {
        var size = header.ContentSize;
        if (size is < 0 or > LongestExtension)
        {
            throw Invalid($"the extended header at byte {_consumed} has {size} bytes; the limit is {LongestExtension}");
        }

        Consume(TarHeader.Size);
        Expect(size);
        var extension = new byte[size];
        var filled = 0;
        while (filled < size)
        {
            var piece = ReadContent();
            piece.CopyTo(extension.AsSpan(filled));
            filled += piece.Length;
        }

        return extension;
    }

    private void Expect(long size)
    {
        _content = size;
        _padding = (TarHeader.Size - (size % TarHeader.Size)) % TarHeader.Size;
    }

    private void SkipContent()
    {
        var left = _content + _padding;
        (_content, _padding) = (0, 0);
        while (left > 0)
        {
            var here = (int)Math.Min(left, _end - _start);
            Consume(here);
            left -= here;
            if (left > 0 && source.CanSeek && source.Position + left <= source.Length)
            {
                source.Seek(left, SeekOrigin.Current);
                _consumed += left;
                left = 0;
            }
            else if (left > 0 && !Fill(1))
            {
                throw Invalid($"it breaks off in the content of an entry (at byte {_consumed})");
            }
        }
    }

    private void Consume(int count)
    {
        _start += count;
        _consumed += count;
    }

    private bool Fill(int wanted)
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
        else if (_buffer.Length - _start < wanted)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        while (_end - _start < wanted)
        {
            var read = source.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    private static ContainerException Invalid(string message) => new(ContainerFault.Invalid, message);
}
