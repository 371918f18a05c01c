using Lanyard.Containers.Images;
using Lanyard.Containers.Images.Files;

namespace Lanyard.Containers.Tests.Images;

public sealed class ImageBuilderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _root;

    public ImageBuilderTests()
    {
        Requires.Root();
        _root = _directory.Make("root");
    }

    [Fact]
    public async Task Files_come_out_as_they_went_in()
    {
        _directory.Write("root/app/run.sh", "#!/bin/sh\n");

        var unpacked = await BuildAndUnpack();

        Assert.Equal("#!/bin/sh\n", File.ReadAllText(Path.Combine(unpacked, "app", "run.sh")));
    }

    [Fact]
    public async Task Owner_and_mode_come_out_as_they_went_in()
    {
        _directory.Write("root/program", "x");
        using (var root = DirectoryTree.OpenDirectory(_root))
        {
            Assert.Equal(0, FileCalls.ChangeOwner(root, "program", 1000, 1001, flags: 0));
            Assert.Equal(0, FileCalls.ChangeMode(root, "program", 0x9ED, flags: 0));
        }

        var status = Status(await BuildAndUnpack(), "program");

        Assert.Equal((1000u, 1001u, 0x9EDu), (status.Uid, status.Gid, status.Permissions));
    }

    [Fact]
    public async Task Links_come_out_as_they_went_in()
    {
        File.CreateSymbolicLink(_directory["root", "bin"], "usr/bin");

        var unpacked = await BuildAndUnpack();

        Assert.Equal("usr/bin", new FileInfo(Path.Combine(unpacked, "bin")).LinkTarget);
    }

    [Fact]
    public async Task Two_names_of_one_file_stay_so()
    {
        _directory.Write("root/a", "x");
        using (var root = DirectoryTree.OpenDirectory(_root))
        {
            Assert.Equal(0, FileCalls.HardLink(root, "a", root, "b", flags: 0));
        }

        var unpacked = await BuildAndUnpack();

        Assert.Equal(Status(unpacked, "a").Inode, Status(unpacked, "b").Inode);
    }

    [Fact]
    public async Task Long_names_come_out_as_they_went_in()
    {
        var name = string.Join('/', Enumerable.Repeat(new string('d', 60), 4)) + "/file";
        _directory.Write("root/" + name, "x");

        Assert.True(File.Exists(Path.Combine(await BuildAndUnpack(), name)));
    }

    [Fact]
    public async Task Directory_that_only_its_owner_may_enter_gives_a_root_for_all()
    {
        DirectoryTree.MakePrivate(_root);

        var unpacked = await BuildAndUnpack();

        Assert.Equal(0x1EDu, Status(Path.GetDirectoryName(unpacked)!, Path.GetFileName(unpacked)).Permissions);
    }

    [Fact]
    public async Task Same_files_give_the_same_image()
    {
        foreach (var name in (string[])["b", "a", "c/d"])
        {
            _directory.Write("root/" + name, name);
        }

        await using var first = await Build();
        await using var second = await Build();

        Assert.Equal(first.Manifest.ToArray(), second.Manifest.ToArray());
    }

    [Fact]
    public async Task Entries_are_sorted()
    {
        foreach (var name in (string[])["b", "a", "C", "a.txt"])
        {
            _directory.Write("root/" + name, name);
        }

        await using var image = await Build();

        Assert.Equal(["C", "a", "a.txt", "b"], await EntryNames(image));
    }

    [Fact]
    public async Task Config_is_kept_with_the_layer_added()
    {
        await using var image = await Build(new ImageConfig { Entrypoint = ["/app"] });

        await using var config = await image.OpenBlobAsync(
            image.Blobs[0].Digest,
            TestContext.Current.CancellationToken
        );
        using var bytes = new MemoryStream();
        await config.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        var read = ImageConfig.Parse(bytes.ToArray());
        Assert.Equal(["/app"], read.Entrypoint);
        Assert.Single(read.DiffIds);
    }

    [Fact]
    public async Task Name_that_means_a_deletion_is_refused()
    {
        _directory.Write("root/etc/.wh.motd", "x");

        var fault = await Assert.ThrowsAsync<ContainerException>(() => Build());

        Assert.StartsWith("`etc/.wh.motd` cannot be in an image", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directory_that_is_not_there_is_not_found()
    {
        var fault = await Assert.ThrowsAsync<ContainerException>(() =>
            ImageBuilder.FromDirectoryAsync(
                _directory["none"],
                new ImageConfig(),
                _directory["scratch"],
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal(ContainerFault.NotFound, fault.Kind);
    }

    [Fact]
    public async Task Nothing_is_left_in_scratch_once_the_image_is_disposed()
    {
        await using (await Build()) { }

        Assert.Empty(Directory.GetFileSystemEntries(_directory["scratch"]));
    }

    [Fact]
    public async Task Nothing_is_left_in_scratch_when_building_fails()
    {
        _directory.Write("root/.wh.x", "x");

        await Assert.ThrowsAsync<ContainerException>(() => Build());

        Assert.Empty(Directory.GetFileSystemEntries(_directory["scratch"]));
    }

    public void Dispose() => _directory.Dispose();

    private Task<BuiltImage> Build(ImageConfig? config = null) =>
        ImageBuilder.FromDirectoryAsync(
            _root,
            config ?? new ImageConfig(),
            _directory["scratch"],
            TestContext.Current.CancellationToken
        );

    private async Task<string> BuildAndUnpack()
    {
        await using var image = await Build();
        await using var config = await image.OpenBlobAsync(
            image.Blobs[0].Digest,
            TestContext.Current.CancellationToken
        );
        using var bytes = new MemoryStream();
        await config.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        using var store = new ImageStore(_directory["images"]);
        var stored = await store.UnpackAsync(
            (ImageManifest)ManifestDocument.Parse(image.Manifest),
            bytes.ToArray(),
            (layer, stop) => image.OpenBlobAsync(layer.Digest, stop),
            progress: null,
            TestContext.Current.CancellationToken
        );
        return stored.Layers[0];
    }

    private static async Task<List<string>> EntryNames(BuiltImage image)
    {
        await using var layer = await image.OpenBlobAsync(image.Blobs[1].Digest, TestContext.Current.CancellationToken);
        await using var plain = new System.IO.Compression.GZipStream(
            layer,
            System.IO.Compression.CompressionMode.Decompress
        );
        await using var tar = new System.Formats.Tar.TarReader(plain);
        var names = new List<string>();
        while (await tar.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken) is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }

    private static FileStatus Status(string directory, string name)
    {
        using var handle = DirectoryTree.OpenDirectory(directory);
        return RootDirectory.StatusOf(handle, name) ?? throw new FileNotFoundException(name);
    }
}
