using Lanyard.Containers.Images;
using Lanyard.Testing;

namespace Lanyard.Containers.Tests.Images;

public sealed class ImageStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ImageStore _store;

    public ImageStoreTests()
    {
        Requires.Root();
        _store = new ImageStore(_directory["images"]);
    }

    [Fact]
    public async Task Layers_are_listed_lowest_first()
    {
        var image = new TestImage(new LayerTar().File("lower"), new LayerTar().File("upper"));

        var stored = await image.UnpackInto(_store);

        Assert.True(File.Exists(Path.Combine(stored.Layers[0], "lower")));
        Assert.True(File.Exists(Path.Combine(stored.Layers[1], "upper")));
    }

    [Fact]
    public async Task Config_says_how_the_image_runs()
    {
        var image = new TestImage();
        image.Config = (ImageConfig.Parse(image.Config) with { Cmd = ["/app", "--serve"] }).ToJson();
        image.Manifest = image.Manifest with { Config = LayerTar.Describe(image.Config) };

        var stored = await image.UnpackInto(_store);

        Assert.Equal(["/app", "--serve"], stored.Config.Cmd);
    }

    [Fact]
    public async Task Layer_that_is_there_is_not_opened_again()
    {
        var image = new TestImage(new LayerTar().File("a"));
        await image.UnpackInto(_store);

        await image.UnpackInto(_store);

        Assert.Equal(1, image.Opened);
    }

    [Fact]
    public async Task Layer_of_two_images_is_unpacked_once()
    {
        var common = new LayerTar().File("common");
        await new TestImage(common, new LayerTar().File("one")).UnpackInto(_store);
        var second = new TestImage(common, new LayerTar().File("two"));

        await second.UnpackInto(_store);

        Assert.Equal(1, second.Opened);
    }

    [Fact]
    public async Task Two_pulls_at_once_unpack_a_layer_once()
    {
        var arrived = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var image = new TestImage(new LayerTar().File("a"))
        {
            BeforeOpening = async () =>
            {
                arrived.SetResult();
                await Eventually.DoneAsync(goOn.Task, "the second pull to begin");
            },
        };

        var first = image.UnpackInto(_store);
        await Eventually.DoneAsync(arrived.Task, "the first pull to open the layer");
        var second = image.UnpackInto(_store);
        goOn.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(1, image.Opened);
    }

    [Fact]
    public async Task Second_pull_tries_itself_when_the_first_fails()
    {
        var attempts = 0;
        var image = new TestImage(new LayerTar().File("a"))
        {
            BeforeOpening = () =>
                Interlocked.Increment(ref attempts) == 1 ? throw new IOException("reset by peer") : Task.CompletedTask,
        };

        await Assert.ThrowsAsync<ContainerException>(() => image.UnpackInto(_store));
        await image.UnpackInto(_store);

        Assert.NotNull(_store.Find(image.Id));
    }

    [Fact]
    public async Task Uncompressed_layer_is_unpacked()
    {
        var image = new TestImage([new LayerTar().File("a").ToArray()], tar => tar, MediaTypes.OciLayer);

        var stored = await image.UnpackInto(_store);

        Assert.True(File.Exists(Path.Combine(stored.Layers[0], "a")));
    }

    [Fact]
    public async Task Layer_of_several_gzip_members_is_unpacked_whole()
    {
        var image = new TestImage(
            [new LayerTar().File("a", new string('x', 3000)).ToArray()],
            tar => [.. LayerTar.Gzip(tar[..1000]), .. LayerTar.Gzip(tar[1000..])],
            MediaTypes.OciLayerGzip
        );

        var stored = await image.UnpackInto(_store);

        Assert.Equal(3000, new FileInfo(Path.Combine(stored.Layers[0], "a")).Length);
    }

    [Fact]
    public async Task Zstd_layer_is_refused_with_what_to_do()
    {
        var image = new TestImage([new LayerTar().ToArray()], _ => [0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0, 0], "any");

        var fault = await Assert.ThrowsAsync<ContainerException>(() => image.UnpackInto(_store));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
        Assert.Contains("is compressed with zstd", fault.Message, StringComparison.Ordinal);
        Assert.Contains("compression=gzip", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zstd_layer_is_refused_before_it_is_fetched()
    {
        var image = new TestImage([new LayerTar().ToArray()], tar => tar, MediaTypes.OciLayerZstd);

        await Assert.ThrowsAsync<ContainerException>(() => image.UnpackInto(_store));

        Assert.Equal(0, image.Opened);
    }

    [Fact]
    public async Task Corrupt_layer_is_named_with_both_digests()
    {
        var served = LayerTar.Gzip(new LayerTar().File("b").ToArray());
        var image = new TestImage(new LayerTar().File("a", new string('x', 100)))
        {
            Serving = _ => new MemoryStream(served),
        };

        var fault = await Assert.ThrowsAsync<ContainerException>(() => image.UnpackInto(_store));

        Assert.Equal(ContainerFault.Corrupt, fault.Kind);
        Assert.Contains($"layer `{image.Manifest.Layers[0].Digest}`", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"`{Digest.Of(served)}`", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_compression_is_told_as_a_wrong_digest()
    {
        var image = new TestImage(new LayerTar().File("a", new string('x', 10_000)))
        {
            Serving = bytes =>
            {
                bytes[bytes.Length / 2] ^= 0xFF;
                return new MemoryStream(bytes);
            },
        };

        var fault = await Assert.ThrowsAsync<ContainerException>(() => image.UnpackInto(_store));

        Assert.Equal(ContainerFault.Corrupt, fault.Kind);
    }

    [Fact]
    public async Task Layer_cut_short_is_corrupt()
    {
        var image = new TestImage(new LayerTar().File("a", new string('x', 10_000)))
        {
            Serving = bytes => new MemoryStream(bytes[..^20]),
        };

        var fault = await Assert.ThrowsAsync<ContainerException>(() => image.UnpackInto(_store));

        Assert.Equal(ContainerFault.Corrupt, fault.Kind);
    }

    [Fact]
    public async Task Layer_longer_than_its_manifest_says_is_corrupt()
    {
        var image = new TestImage(new LayerTar().File("a"))
        {
            Serving = bytes => new MemoryStream([.. bytes, .. bytes]),
        };

        var fault = await Assert.ThrowsAsync<ContainerException>(() => image.UnpackInto(_store));

        Assert.Contains("has more than the", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Layer_that_is_not_what_the_config_says_is_corrupt()
    {
        var image = new TestImage(new LayerTar().File("a"));
        var other = Digest.Of(TestImage.Text("other"));
        image.Config = (ImageConfig.Parse(image.Config) with { DiffIds = [other] }).ToJson();
        image.Manifest = image.Manifest with { Config = LayerTar.Describe(image.Config) };

        var fault = await Assert.ThrowsAsync<ContainerException>(() => image.UnpackInto(_store));

        Assert.Equal(ContainerFault.Corrupt, fault.Kind);
        Assert.Contains($"the image's config says `{other}`", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_that_is_not_the_manifests_is_corrupt()
    {
        var image = new TestImage();
        image.Config = [.. image.Config, (byte)' '];

        var fault = await Assert.ThrowsAsync<ContainerException>(() => image.UnpackInto(_store));

        Assert.Equal(ContainerFault.Corrupt, fault.Kind);
    }

    [Fact]
    public async Task Config_with_another_number_of_layers_is_refused()
    {
        var image = new TestImage(new LayerTar().File("a"));
        image.Manifest = image.Manifest with { Layers = [] };

        var fault = await Assert.ThrowsAsync<ContainerException>(() => image.UnpackInto(_store));

        Assert.Equal("the image config lists 1 layers, the manifest 0", fault.Message);
    }

    [Fact]
    public async Task Climbing_layer_is_refused_with_layer_and_entry()
    {
        var image = new TestImage(new LayerTar().File("../../escaped"));

        var fault = await Assert.ThrowsAsync<ContainerException>(() => image.UnpackInto(_store));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
        Assert.StartsWith(
            $"layer `{image.Manifest.Layers[0].Digest}`: entry `../../escaped`",
            fault.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Failed_pull_leaves_nothing_half_made()
    {
        var image = new TestImage(new LayerTar().File("good"), new LayerTar().File("a").File("../bad"));

        await Assert.ThrowsAsync<ContainerException>(() => image.UnpackInto(_store));

        Assert.Empty(Directory.GetFileSystemEntries(_directory["images", "partial"]));
        Assert.Null(_store.Find(image.Id));
    }

    [Fact]
    public async Task Connection_that_breaks_is_unavailable_and_not_corrupt()
    {
        var image = new TestImage(new LayerTar().File("a")) { Serving = bytes => new BreakingStream(bytes) };

        var fault = await Assert.ThrowsAsync<ContainerException>(() => image.UnpackInto(_store));

        Assert.Equal(ContainerFault.Unavailable, fault.Kind);
        Assert.Contains("broke off after", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_pull_leaves_nothing_half_made()
    {
        using var stop = new CancellationTokenSource();
        var image = new TestImage(new LayerTar().File("a")) { BeforeOpening = stop.CancelAsync };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _store.UnpackAsync(image.Manifest, image.Config, image.OpenLayerAsync, progress: null, stop.Token)
        );

        Assert.Empty(Directory.GetFileSystemEntries(_directory["images", "partial"]));
    }

    [Fact]
    public async Task What_an_earlier_process_left_half_made_is_swept_away()
    {
        _directory.Write("images/partial/left/file", "x");

        await new TestImage().UnpackInto(_store);

        Assert.Empty(Directory.GetFileSystemEntries(_directory["images", "partial"]));
    }

    [Fact]
    public async Task Progress_ends_with_every_layer_unpacked()
    {
        var image = new TestImage(new LayerTar().File("a"), new LayerTar().File("b"));
        var progress = new Reports();

        await image.UnpackInto(_store, progress);

        Assert.Equal(
            image.Manifest.Layers.Select(layer => layer.Digest.Hex).Order(StringComparer.Ordinal),
            progress.Where(report => report.IsUnpacked).Select(report => report.Layer.Hex).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Another_store_on_the_directory_finds_the_image()
    {
        var image = new TestImage(new LayerTar().File("a"));
        var stored = await image.UnpackInto(_store);
        using var later = new ImageStore(_directory["images"]);

        Assert.Equal(stored.Layers, later.Find(image.Id)?.Layers);
    }

    [Fact]
    public void Image_that_was_never_pulled_is_not_found()
    {
        Assert.Null(_store.Find(Digest.Of("nothing"u8)));
    }

    [Fact]
    public async Task Image_with_a_layer_missing_is_not_found()
    {
        var image = new TestImage(new LayerTar().File("a"));
        var stored = await image.UnpackInto(_store);
        Directory.Delete(stored.Layers[0], recursive: true);

        Assert.Null(_store.Find(image.Id));
    }

    [Fact]
    public async Task Image_whose_config_was_damaged_is_pulled_again()
    {
        var image = new TestImage(new LayerTar().File("a"));
        await image.UnpackInto(_store);
        File.WriteAllText(_directory["images", "configs", image.Id.Hex], "");

        Assert.Null(_store.Find(image.Id));
        await image.UnpackInto(_store);

        Assert.NotNull(_store.Find(image.Id));
    }

    [Fact]
    public async Task Nobody_but_the_owner_may_reach_the_layers()
    {
        await new TestImage(new LayerTar().File("su", "x", (UnixFileMode)0x9ED)).UnpackInto(_store);

        using var images = Lanyard.Containers.Images.Files.DirectoryTree.OpenDirectory(_directory["images"]);
        var status = Lanyard.Containers.Images.Files.RootDirectory.StatusOf(images, "layers");
        Assert.Equal(0x1C0u, status?.Permissions);
    }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    private sealed class Reports : List<UnpackProgress>, IProgress<UnpackProgress>
    {
        public void Report(UnpackProgress value)
        {
            lock (this)
            {
                Add(value);
            }
        }
    }

    /// <summary>Half of the bytes, then a failing connection.</summary>
    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes[..(bytes.Length / 2)])
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) =>
            await base.ReadAsync(buffer, cancellationToken) is var read and > 0
                ? read
                : throw new IOException("connection reset by peer");
    }
}
