using System.Formats.Tar;
using System.Text;
using Lanyard.Containers.Images.Files;
using Lanyard.Containers.Images.Layers;
using Microsoft.Win32.SafeHandles;
using LayerTarWriter = Lanyard.Containers.Images.Layers.TarWriter;
using TarEntry = System.Formats.Tar.TarEntry;

namespace Lanyard.Containers.Tests.Images.Layers;

public sealed class LayerUnpackerTests : IDisposable
{
    private const string LongName =
        "a-directory-with-a-rather-long-name/another-directory-whose-name-is-even-longer-than-that/"
        + "and-a-file-in-it-so-that-the-whole-is-longer-than-a-hundred-and-fifty-five-bytes-and-fits-no-old-header.txt";

    private readonly TemporaryDirectory _directory = new();
    private readonly string _layer;

    public LayerUnpackerTests()
    {
        Requires.Root();
        _layer = _directory.Make("layer");
    }

    [Fact]
    public void File_keeps_its_content()
    {
        Unpack(new LayerTar().File("etc/motd", "hello\n"));

        Assert.Equal("hello\n", File.ReadAllText(_directory["layer", "etc", "motd"]));
    }

    [Fact]
    public void File_keeps_its_owner_by_number()
    {
        Unpack(new LayerTar().File("app"));

        Assert.Equal((LayerTar.Uid, LayerTar.Gid), Owner("app"));
    }

    [Theory]
    [InlineData(0x1ED)] // 0755
    [InlineData(0x9ED)] // 04755, setuid
    [InlineData(0x5ED)] // 02755, setgid
    [InlineData(0x000)]
    public void File_keeps_its_mode(int mode)
    {
        Unpack(new LayerTar().File("program", "x", (UnixFileMode)mode));

        Assert.Equal((UnixFileMode)mode, Mode("program"));
    }

    [Fact]
    public void Name_that_is_deeper_than_files_may_be_open_is_refused()
    {
        var name = string.Concat(Enumerable.Repeat("d/", RootDirectory.MostLevels + 1));

        var fault = Assert.Throws<ContainerException>(() => Unpack(new LayerTar().File(name + "file")));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
        Assert.Contains("deeper than 512 directories", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tree_that_links_make_ever_deeper_is_refused()
    {
        var half = string.Concat(Enumerable.Repeat("d/", RootDirectory.MostLevels / 2 + 1));
        var tar = new LayerTar().Directory(half).SymbolicLink("link", half).File($"link/{half}file");

        var fault = Assert.Throws<ContainerException>(() => Unpack(tar));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
    }

    [Fact]
    public void Directory_keeps_its_mode_although_files_are_made_in_it()
    {
        Unpack(new LayerTar().Directory("sealed/", (UnixFileMode)0x140).File("sealed/file"));

        Assert.Equal((UnixFileMode)0x140, Mode("sealed"));
    }

    [Fact]
    public void Directory_keeps_its_time_although_files_are_made_in_it()
    {
        Unpack(new LayerTar().Directory("var/").Directory("var/log/").File("var/log/a").File("var/b"));

        Assert.Equal(LayerTar.Modified.UtcDateTime, Directory.GetLastWriteTimeUtc(_directory["layer", "var"]));
    }

    [Fact]
    public void Root_of_the_layer_takes_the_mode_of_its_entry()
    {
        Unpack(new LayerTar().Directory("./", (UnixFileMode)0x1E8));

        Assert.Equal((UnixFileMode)0x1E8, Mode(""));
    }

    [Fact]
    public void File_keeps_its_time()
    {
        Unpack(new LayerTar().File("a"));

        Assert.Equal(LayerTar.Modified.UtcDateTime, File.GetLastWriteTimeUtc(_directory["layer", "a"]));
    }

    [Fact]
    public void Directories_without_an_entry_are_made()
    {
        Unpack(new LayerTar().File("a/b/c/d"));

        Assert.Equal((UnixFileMode)0x1ED, Mode("a/b/c"));
    }

    [Fact]
    public void Symbolic_link_keeps_its_target_as_written()
    {
        Unpack(new LayerTar().SymbolicLink("bin", "../../usr/bin"));

        Assert.Equal("../../usr/bin", new FileInfo(_directory["layer", "bin"]).LinkTarget);
    }

    [Fact]
    public void Symbolic_link_keeps_its_own_owner()
    {
        Unpack(new LayerTar().SymbolicLink("bin", "nowhere"));

        Assert.Equal((LayerTar.Uid, LayerTar.Gid), Owner("bin"));
    }

    [Fact]
    public void Hard_link_is_another_name_of_the_same_file()
    {
        Unpack(new LayerTar().File("usr/bin/perl", "x").HardLink("usr/bin/perl5", "usr/bin/perl"));

        Assert.Equal(Status("usr/bin/perl").Inode, Status("usr/bin/perl5").Inode);
    }

    [Fact]
    public void Hard_link_to_a_symbolic_link_links_the_link_itself()
    {
        Unpack(new LayerTar().SymbolicLink("a", "/etc/passwd").HardLink("b", "a"));

        Assert.Equal("/etc/passwd", new FileInfo(_directory["layer", "b"]).LinkTarget);
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Long_names_are_kept(TarEntryFormat format)
    {
        TarEntry entry =
            format == TarEntryFormat.Pax
                ? new PaxTarEntry(TarEntryType.RegularFile, LongName)
                : new GnuTarEntry(TarEntryType.RegularFile, LongName);

        Unpack(new LayerTar().Raw(entry));

        Assert.True(File.Exists(_directory["layer", LongName]));
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Long_link_targets_are_kept(TarEntryFormat format)
    {
        TarEntry entry =
            format == TarEntryFormat.Pax
                ? new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = LongName }
                : new GnuTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = LongName };

        Unpack(new LayerTar().Raw(entry));

        Assert.Equal(LongName, new FileInfo(_directory["layer", "link"]).LinkTarget);
    }

    [Fact]
    public void Name_split_into_prefix_and_name_is_joined()
    {
        var name = LongName[..60] + "/" + LongName[61..120];

        Unpack(new LayerTar().Raw(new UstarTarEntry(TarEntryType.RegularFile, name)));

        Assert.True(File.Exists(_directory["layer", name]));
    }

    [Fact]
    public void Name_that_is_not_utf8_keeps_its_bytes()
    {
        var tar = new MemoryStream();
        var writer = new LayerTarWriter(tar);
        writer.WriteFile("caf\u00E9", "x"u8);
        writer.End();

        Unpack(tar.ToArray());

        using var root = OpenLayer();
        Assert.Equal(["caf\u00E9"], DirectoryTree.NamesIn(root));
    }

    [Fact]
    public void Device_node_keeps_its_number()
    {
        var entry = new PaxTarEntry(TarEntryType.CharacterDevice, "dev/fuse") { DeviceMajor = 10, DeviceMinor = 229 };

        Unpack(new LayerTar().Entry(entry, (UnixFileMode)0x1B6));

        Assert.Equal((10u, 229u), (Status("dev/fuse").NodeMajor, Status("dev/fuse").NodeMinor));
    }

    [Fact]
    public void Fifo_is_made()
    {
        Unpack(new LayerTar().Entry(new PaxTarEntry(TarEntryType.Fifo, "pipe"), (UnixFileMode)0x1B6));

        Assert.Equal(FileStatus.Fifo, Status("pipe").Type);
    }

    [Fact]
    public void Whiteout_becomes_a_device_with_number_zero()
    {
        Unpack(new LayerTar().File("etc/.wh.motd"));

        Assert.True(Status("etc/motd").IsWhiteout);
    }

    [Fact]
    public void Whiteout_itself_is_not_left_behind()
    {
        Unpack(new LayerTar().File("etc/.wh.motd"));

        Assert.False(File.Exists(_directory["layer", "etc", ".wh.motd"]));
    }

    [Fact]
    public void Whiteout_does_not_delete_a_file_of_its_own_layer()
    {
        Unpack(new LayerTar().File("etc/motd", "new").File("etc/.wh.motd"));

        Assert.Equal("new", File.ReadAllText(_directory["layer", "etc", "motd"]));
    }

    [Fact]
    public void Opaque_whiteout_marks_its_directory()
    {
        Unpack(new LayerTar().Directory("var/cache/").File("var/cache/.wh..wh..opq"));

        Assert.Equal("y", Attribute("var/cache", "trusted.overlay.opaque"));
    }

    [Fact]
    public void Directory_deleted_and_made_again_is_opaque()
    {
        Unpack(new LayerTar().File(".wh.data").Directory("data/").File("data/new"));

        Assert.Equal("y", Attribute("data", "trusted.overlay.opaque"));
    }

    [Fact]
    public void Bookkeeping_of_aufs_is_left_out()
    {
        Unpack(new LayerTar().Directory(".wh..wh.plnk/").File(".wh..wh.plnk/123.456").File("kept"));

        using var root = OpenLayer();
        Assert.Equal(["kept"], DirectoryTree.NamesIn(root));
    }

    [Fact]
    public void Later_entry_replaces_an_earlier_file()
    {
        Unpack(new LayerTar().File("a", "first").File("a", "second"));

        Assert.Equal("second", File.ReadAllText(_directory["layer", "a"]));
    }

    [Fact]
    public void Later_file_replaces_an_earlier_directory_with_all_in_it()
    {
        Unpack(new LayerTar().Directory("a/").File("a/b").File("a", "file"));

        Assert.Equal("file", File.ReadAllText(_directory["layer", "a"]));
    }

    [Fact]
    public void File_replaces_a_link_and_does_not_write_through_it()
    {
        var outside = _directory.Write("outside", "untouched");

        Unpack(new LayerTar().SymbolicLink("a", outside).File("a", "inside"));

        Assert.Equal("untouched", File.ReadAllText(outside));
        Assert.Equal("inside", File.ReadAllText(_directory["layer", "a"]));
    }

    [Fact]
    public void File_capabilities_survive_byte_for_byte()
    {
        byte[] capability = [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var tar = new MemoryStream();
        var writer = new LayerTarWriter(tar);
        writer.Write(
            new Lanyard.Containers.Images.Layers.TarEntry
            {
                Kind = TarEntryKind.File,
                Name = "ping",
                Mode = 0x1ED,
                Attributes = new Dictionary<string, byte[]>(StringComparer.Ordinal)
                {
                    ["security.capability"] = capability,
                },
            }
        );
        writer.End();

        Unpack(tar.ToArray());

        Assert.Equal(capability, AttributeBytes("ping", "security.capability"));
    }

    [Fact]
    public void Attributes_of_overlay_itself_are_not_taken_from_a_layer()
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SCHILY.xattr.trusted.overlay.redirect"] = "/etc",
        };

        Unpack(new LayerTar().Raw(new PaxTarEntry(TarEntryType.Directory, "d/", attributes)));

        Assert.Null(AttributeBytes("d", "trusted.overlay.redirect"));
    }

    [Fact]
    public void Absolute_name_is_taken_from_the_root_of_the_layer()
    {
        Unpack(new LayerTar().File("/etc/motd", "hello"));

        Assert.True(File.Exists(_directory["layer", "etc", "motd"]));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("/../outside")]
    public void Name_that_climbs_is_refused_by_name(string name)
    {
        var fault = Refused(new LayerTar().File(name, "evil"));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
        Assert.Contains($"entry `{name}`", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory["outside"]));
    }

    [Fact]
    public void Writing_through_a_link_that_climbs_is_refused_by_name()
    {
        var fault = Refused(new LayerTar().SymbolicLink("up", "../").File("up/outside", "evil"));

        Assert.Equal("entry `up/outside`: a link on the way climbs out of the root with `..`", fault.Message);
        Assert.False(File.Exists(_directory["outside"]));
    }

    [Fact]
    public void Writing_through_an_absolute_link_stays_inside()
    {
        var outside = _directory.Make("outside");

        Unpack(new LayerTar().SymbolicLink("out", outside).File("out/file", "x"));

        Assert.Empty(Directory.GetFileSystemEntries(outside));
        Assert.True(File.Exists(_directory["layer", outside.TrimStart('/'), "file"]));
    }

    [Fact]
    public void Writing_through_a_link_inside_the_layer_works()
    {
        Unpack(new LayerTar().Directory("usr/lib/").SymbolicLink("lib", "usr/lib").File("lib/libc.so", "x"));

        Assert.True(File.Exists(_directory["layer", "usr", "lib", "libc.so"]));
    }

    [Fact]
    public void Links_that_lead_in_a_circle_are_refused()
    {
        var fault = Refused(new LayerTar().SymbolicLink("a", "b").SymbolicLink("b", "a").File("a/c"));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
        Assert.Contains("entry `a/c`", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/../outside")]
    public void Hard_link_that_climbs_is_refused_by_name(string target)
    {
        _directory.Write("outside", "secret");

        var fault = Refused(new LayerTar().HardLink("stolen", target));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
        Assert.Contains("entry `stolen`: hard link to", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory["layer", "stolen"]));
    }

    [Fact]
    public void Hard_link_through_an_absolute_link_finds_nothing_outside()
    {
        var outside = _directory.Write("secret/key", "secret");

        var fault = Refused(
            new LayerTar().SymbolicLink("d", Path.GetDirectoryName(outside)!).HardLink("stolen", "d/key")
        );

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
        Assert.False(File.Exists(_directory["layer", "stolen"]));
    }

    [Fact]
    public void Hard_link_to_nothing_is_refused_by_name()
    {
        var fault = Refused(new LayerTar().HardLink("b", "a"));

        Assert.Equal("entry `b`: hard link to `a`: nothing of this name in the layer", fault.Message);
    }

    [Fact]
    public void Whiteout_of_the_parent_is_refused()
    {
        var fault = Refused(new LayerTar().File("a/.wh..."));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
    }

    [Fact]
    public void Entry_below_a_file_is_refused_by_name()
    {
        var fault = Refused(new LayerTar().File("a").File("a/b"));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
        Assert.Contains("entry `a/b`", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_longer_than_the_kernel_takes_is_refused()
    {
        var fault = Refused(new LayerTar().File(new string('x', 256)));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
    }

    [Fact]
    public void Sparse_file_is_refused_by_name()
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["GNU.sparse.major"] = "1" };

        var fault = Refused(new LayerTar().Raw(new PaxTarEntry(TarEntryType.RegularFile, "disk.img", attributes)));

        Assert.Equal("the entry `disk.img` is a sparse file, which is not supported", fault.Message);
    }

    [Fact]
    public void Tar_that_breaks_off_in_a_file_is_refused()
    {
        var whole = new LayerTar().File("a", new string('x', 4000)).ToArray();

        var fault = Assert.Throws<ContainerException>(() => Unpack(whole[..2048]));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
        Assert.Contains("breaks off", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_tar_is_refused()
    {
        var fault = Assert.Throws<ContainerException>(() => Unpack(Encoding.ASCII.GetBytes(new string('x', 1024))));

        Assert.Equal("the header at byte 0 is damaged, or this is no tar file", fault.Message);
    }

    [Fact]
    public void Empty_tar_is_an_empty_layer()
    {
        Unpack(new LayerTar());

        Assert.Empty(Directory.GetFileSystemEntries(_layer));
    }

    public void Dispose() => _directory.Dispose();

    private void Unpack(LayerTar tar) => Unpack(tar.ToArray());

    private void Unpack(byte[] tar) =>
        LayerUnpacker.Unpack(new MemoryStream(tar), _layer, TestContext.Current.CancellationToken);

    private ContainerException Refused(LayerTar tar) => Assert.Throws<ContainerException>(() => Unpack(tar));

    private SafeFileHandle OpenLayer() => DirectoryTree.OpenDirectory(_layer);

    private FileStatus Status(string name)
    {
        using var root = OpenLayer();
        return RootDirectory.StatusOf(root, name) ?? throw new FileNotFoundException(name);
    }

    private UnixFileMode Mode(string name) => (UnixFileMode)Status(name).Permissions;

    private (int Uid, int Gid) Owner(string name)
    {
        var status = Status(name);
        return ((int)status.Uid, (int)status.Gid);
    }

    private string? Attribute(string path, string name) =>
        AttributeBytes(path, name) is { } bytes ? Encoding.ASCII.GetString(bytes) : null;

    private unsafe byte[]? AttributeBytes(string path, string name)
    {
        Span<byte> value = stackalloc byte[256];
        fixed (byte* bytes = value)
        {
            var size = FileCalls.GetAttribute(RawName.From(_directory["layer", path]), name, bytes, value.Length);
            return size < 0 ? null : value[..(int)size].ToArray();
        }
    }
}
