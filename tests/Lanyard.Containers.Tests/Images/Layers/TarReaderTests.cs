using System.Formats.Tar;
using TarEntry = System.Formats.Tar.TarEntry;
using TarReader = Lanyard.Containers.Images.Layers.TarReader;
using TarWriter = Lanyard.Containers.Images.Layers.TarWriter;

namespace Lanyard.Containers.Tests.Images.Layers;

public sealed class TarReaderTests
{
    private const int LargerThanOctal = 3_000_000;

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Owner_too_large_for_the_old_field_is_read(TarEntryFormat format)
    {
        TarEntry entry =
            format == TarEntryFormat.Pax
                ? new PaxTarEntry(TarEntryType.RegularFile, "a")
                : new GnuTarEntry(TarEntryType.RegularFile, "a");
        entry.Uid = LargerThanOctal;

        Assert.Equal((uint)LargerThanOctal, First(new LayerTar().Raw(entry).ToArray()).Uid);
    }

    [Fact]
    public void Time_before_1970_is_read()
    {
        var entry = new PaxTarEntry(TarEntryType.RegularFile, "a")
        {
            ModificationTime = DateTimeOffset.FromUnixTimeMilliseconds(-1500),
        };

        var read = First(new LayerTar().Raw(entry).ToArray());

        Assert.Equal((-2L, 500_000_000L), (read.ModifiedSeconds, read.ModifiedNanoseconds));
    }

    [Fact]
    public void Content_that_is_not_read_is_skipped()
    {
        using var reader = Read(new LayerTar().File("a", new string('x', 300_000)).File("b").ToArray());

        Assert.Equal(["a", "b"], Names(reader));
    }

    [Fact]
    public void Global_header_is_no_entry()
    {
        var global = new Dictionary<string, string>(StringComparer.Ordinal) { ["comment"] = "from git" };
        var tar = new LayerTar().Raw(new PaxGlobalExtendedAttributesTarEntry(global)).File("a");

        using var reader = Read(tar.ToArray());

        Assert.Equal(["a"], Names(reader));
    }

    [Fact]
    public void Old_entry_with_a_slash_at_its_end_is_a_directory()
    {
        var tar = new LayerTar().Raw(new V7TarEntry(TarEntryType.V7RegularFile, "d/"));

        Assert.Equal(Lanyard.Containers.Images.Layers.TarEntryKind.Directory, First(tar.ToArray()).Kind);
    }

    [Fact]
    public void Tar_without_its_end_is_read_to_the_last_entry()
    {
        var whole = new LayerTar().Raw(new UstarTarEntry(TarEntryType.Directory, "d/")).ToArray();

        using var reader = Read(whole[..512]);

        Assert.Equal(["d/"], Names(reader));
    }

    [Fact]
    public void Damaged_header_is_refused_with_its_place()
    {
        var tar = new LayerTar().Raw(new UstarTarEntry(TarEntryType.Directory, "d/")).File("a").ToArray();
        tar[512] ^= 1;
        using var reader = Read(tar);
        reader.Next();

        var fault = Assert.Throws<ContainerException>(reader.Next);

        Assert.Equal("the header at byte 512 is damaged, or this is no tar file", fault.Message);
    }

    [Theory]
    [InlineData("999999999 path=a\n")]
    [InlineData("8 path=a\n")]
    [InlineData("-9 path=a\n")]
    [InlineData("9 path=a!")]
    [InlineData("5 =a\n")]
    [InlineData("10 uid=abc\n")]
    public void Damaged_extended_header_is_refused(string records)
    {
        var bytes = new MemoryStream();
        var writer = new TarWriter(bytes);
        writer.Write(
            new Lanyard.Containers.Images.Layers.TarEntry
            {
                Kind = Lanyard.Containers.Images.Layers.TarEntryKind.Other,
                TypeFlag = 'x',
                Name = "pax",
                Size = records.Length,
            }
        );
        writer.WriteContent(TestImage.Text(records));
        writer.EndContent(records.Length);
        writer.WriteFile("a", default);
        using var reader = Read(bytes.ToArray());

        Assert.Equal(ContainerFault.Invalid, Assert.Throws<ContainerException>(reader.Next).Kind);
    }

    [Fact]
    public void What_our_writer_writes_dotnets_reader_reads()
    {
        var name = new string('n', 300);
        var bytes = new MemoryStream();
        var writer = new TarWriter(bytes);
        writer.Write(
            new Lanyard.Containers.Images.Layers.TarEntry
            {
                Kind = Lanyard.Containers.Images.Layers.TarEntryKind.SymbolicLink,
                Name = name,
                LinkName = name + "/target",
                Uid = LargerThanOctal,
                Gid = 5,
                Mode = 0x1FF,
                ModifiedSeconds = 1_700_000_000,
            }
        );
        writer.End();
        bytes.Position = 0;

        using var reader = new System.Formats.Tar.TarReader(bytes);
        var entry = reader.GetNextEntry();

        Assert.Equal(
            (name, name + "/target", LargerThanOctal, 5, 1_700_000_000L),
            (entry?.Name, entry?.LinkName, entry?.Uid, entry?.Gid, entry?.ModificationTime.ToUnixTimeSeconds())
        );
    }

    private static TarReader Read(byte[] tar) => new(new MemoryStream(tar));

    private static Lanyard.Containers.Images.Layers.TarEntry First(byte[] tar)
    {
        using var reader = Read(tar);
        return reader.Next() ?? throw new InvalidOperationException("the tar is empty");
    }

    private static List<string> Names(TarReader reader)
    {
        var names = new List<string>();
        while (reader.Next() is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
