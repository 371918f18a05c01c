using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Lanyard.Containers.Images;

namespace Lanyard.Containers.Tests.Images;

/// <summary>Makes the tar of a layer with .NET's own writer, entry by entry, however strange.</summary>
internal sealed class LayerTar
{
    public const int Uid = 1234;
    public const int Gid = 4321;

    public static readonly DateTimeOffset Modified = new(2024, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private readonly List<TarEntry> _entries = [];

    public LayerTar File(string name, string content = "", UnixFileMode mode = (UnixFileMode)0x1A4)
    {
        var entry = new PaxTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
        };
        return Entry(entry, mode);
    }

    public LayerTar Directory(string name, UnixFileMode mode = (UnixFileMode)0x1ED) =>
        Entry(new PaxTarEntry(TarEntryType.Directory, name), mode);

    public LayerTar SymbolicLink(string name, string target) => Link(TarEntryType.SymbolicLink, name, target);

    public LayerTar HardLink(string name, string target) => Link(TarEntryType.HardLink, name, target);

    public LayerTar Link(TarEntryType type, string name, string target) =>
        Entry(new PaxTarEntry(type, name) { LinkName = target }, (UnixFileMode)0x1FF);

    public LayerTar Entry(TarEntry entry, UnixFileMode mode)
    {
        (entry.Uid, entry.Gid, entry.Mode, entry.ModificationTime) = (Uid, Gid, mode, Modified);
        return Raw(entry);
    }

    public LayerTar Raw(TarEntry entry)
    {
        _entries.Add(entry);
        return this;
    }

    public byte[] ToArray()
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in _entries)
            {
                entry.DataStream?.Seek(0, SeekOrigin.Begin);
                tar.WriteEntry(entry);
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    public static Descriptor Describe(byte[] stored, string mediaType = MediaTypes.OciLayerGzip) =>
        new()
        {
            MediaType = mediaType,
            Digest = Digest.Of(stored),
            Size = stored.Length,
        };
}
