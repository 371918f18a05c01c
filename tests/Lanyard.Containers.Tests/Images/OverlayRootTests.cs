using Lanyard.Containers.Images;

namespace Lanyard.Containers.Tests.Images;

public sealed class OverlayRootTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ImageStore _store;
    private string _container;

    public OverlayRootTests()
    {
        Requires.Root();
        _store = new ImageStore(_directory["images"]);
        _container = _directory["containers", "one"];
    }

    [Fact]
    public async Task Upper_layer_hides_the_lower_one()
    {
        var root = await Mount(new LayerTar().File("a", "lower"), new LayerTar().File("a", "upper"));

        Assert.Equal("upper", File.ReadAllText(Path.Combine(root, "a")));
    }

    [Fact]
    public async Task File_deleted_in_an_upper_layer_is_gone()
    {
        var root = await Mount(new LayerTar().File("etc/a").File("etc/b"), new LayerTar().File("etc/.wh.a"));

        Assert.Equal([Path.Combine(root, "etc", "b")], Directory.GetFileSystemEntries(Path.Combine(root, "etc")));
    }

    [Fact]
    public async Task Directory_emptied_in_an_upper_layer_shows_only_what_is_new()
    {
        var root = await Mount(
            new LayerTar().File("cache/old"),
            new LayerTar().Directory("cache/").File("cache/.wh..wh..opq").File("cache/new")
        );

        Assert.Equal([Path.Combine(root, "cache", "new")], Directory.GetFileSystemEntries(Path.Combine(root, "cache")));
    }

    [Fact]
    public async Task What_the_container_writes_does_not_reach_the_image()
    {
        var image = await new TestImage(new LayerTar().File("a", "image")).UnpackInto(_store);
        var root = OverlayRoot.Mount(image, _container);

        File.WriteAllText(Path.Combine(root, "a"), "container");

        Assert.Equal("image", File.ReadAllText(Path.Combine(image.Layers[0], "a")));
    }

    [Fact]
    public async Task Root_directory_has_the_mode_that_the_image_gives_it()
    {
        var root = await Mount(new LayerTar().Directory("./", (UnixFileMode)0x1E8));

        using var parent = Lanyard.Containers.Images.Files.DirectoryTree.OpenDirectory(Path.GetDirectoryName(root)!);
        var status = Lanyard.Containers.Images.Files.RootDirectory.StatusOf(parent, "rootfs");
        Assert.Equal(0x1E8u, status?.Permissions);
    }

    [Fact]
    public async Task Image_without_layers_is_an_empty_root()
    {
        var root = await Mount();

        Assert.Empty(Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public async Task Layer_that_occurs_twice_is_taken_once()
    {
        var twice = new LayerTar().File("a", "twice");

        var root = await Mount(twice, new LayerTar().File("a", "between"), twice);

        Assert.Equal("twice", File.ReadAllText(Path.Combine(root, "a")));
    }

    [Fact]
    public async Task Hundred_layers_fit()
    {
        var layers = Enumerable.Range(0, 100).Select(i => new LayerTar().File($"file-{i}"));

        var root = await Mount([.. layers]);

        Assert.Equal(100, Directory.GetFiles(root).Length);
    }

    [Fact]
    public async Task Paths_with_the_characters_that_separate_options_are_fine()
    {
        _container = _directory["a:b,c\\d", "one"];

        var root = await Mount(new LayerTar().File("a"));

        Assert.True(File.Exists(Path.Combine(root, "a")));
    }

    [Fact]
    public async Task Unmounting_deletes_what_the_container_wrote()
    {
        var root = await Mount(new LayerTar().File("a"));
        Directory.CreateDirectory(Path.Combine(root, "data"));
        File.WriteAllText(Path.Combine(root, "data", "file"), "x");

        OverlayRoot.Unmount(_container);

        Assert.Empty(Directory.GetFileSystemEntries(_container));
    }

    [Fact]
    public async Task Unmounting_works_while_a_file_is_open()
    {
        var root = await Mount(new LayerTar().File("a", "x"));
        using var open = File.OpenRead(Path.Combine(root, "a"));

        OverlayRoot.Unmount(_container);

        Assert.False(Directory.Exists(root));
    }

    [Fact]
    public void Unmounting_what_is_not_mounted_does_nothing()
    {
        OverlayRoot.Unmount(_container);

        Assert.False(Directory.Exists(_container));
    }

    [Fact]
    public async Task Unmounting_leaves_the_containers_other_files()
    {
        await Mount(new LayerTar().File("a"));
        File.WriteAllText(Path.Combine(_container, "config.json"), "{}");

        OverlayRoot.Unmount(_container);

        Assert.Equal([Path.Combine(_container, "config.json")], Directory.GetFileSystemEntries(_container));
    }

    [Fact]
    public async Task Second_root_in_one_directory_is_a_conflict()
    {
        var image = await new TestImage(new LayerTar().File("a")).UnpackInto(_store);
        OverlayRoot.Mount(image, _container);

        var fault = Assert.Throws<ContainerException>(() => OverlayRoot.Mount(image, _container));

        Assert.Equal(ContainerFault.Conflict, fault.Kind);
    }

    [Fact]
    public async Task Image_whose_layer_is_gone_is_not_found()
    {
        var image = await new TestImage(new LayerTar().File("a")).UnpackInto(_store);
        Directory.Delete(image.Layers[0], recursive: true);

        var fault = Assert.Throws<ContainerException>(() => OverlayRoot.Mount(image, _container));

        Assert.Equal(ContainerFault.NotFound, fault.Kind);
    }

    [Fact]
    public async Task File_system_that_overlay_cannot_use_is_named_with_what_to_do()
    {
        var image = await new TestImage(new LayerTar().File("a")).UnpackInto(_store);
        var root = OverlayRoot.Mount(image, _container);

        // Overlay does not write on another overlay.
        var fault = Assert.Throws<ContainerException>(() => OverlayRoot.Mount(image, Path.Combine(root, "inner")));

        Assert.Equal(ContainerFault.Unavailable, fault.Kind);
        Assert.Contains("put the data directory on ext4", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        OverlayRoot.Unmount(_container);
        _store.Dispose();
        _directory.Dispose();
    }

    private async Task<string> Mount(params LayerTar[] layers) =>
        OverlayRoot.Mount(await new TestImage(layers).UnpackInto(_store), _container);
}
