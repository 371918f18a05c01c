using System.Formats.Tar;
using Lanyard.Containers.Images;

namespace Lanyard.Containers.Tests.Images;

public sealed class ImageArchiveTests : IDisposable
{
    private static readonly byte[] Layer = new LayerTar().File("app", "hello").ToArray();

    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, byte[]> _entries = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Target)> _links = [];

    [Fact]
    public async Task Saved_image_of_docker_is_read()
    {
        SaveAsDocker();

        await using var archive = await Open();

        var image = Assert.Single(archive.Images);
        Assert.Equal(["receipts:1"], image.Tags);
        Assert.Equal(Layer, await Content(image, image.Blobs[1].Digest));
    }

    [Fact]
    public async Task Manifest_made_for_a_docker_archive_describes_its_blobs()
    {
        SaveAsDocker();

        await using var archive = await Open();

        var image = archive.Images[0];
        var manifest = Assert.IsType<ImageManifest>(ManifestDocument.Parse(image.Manifest, image.MediaType));
        Assert.Equal(image.Blobs, [manifest.Config, .. manifest.Layers]);
        Assert.Equal(MediaTypes.OciLayer, manifest.Layers[0].MediaType);
    }

    [Fact]
    public async Task Gzipped_layer_of_a_docker_archive_is_described_as_such()
    {
        SaveAsDocker(layer: LayerTar.Gzip(Layer));

        await using var archive = await Open();

        Assert.Equal(MediaTypes.OciLayerGzip, archive.Images[0].Blobs[1].MediaType);
    }

    [Fact]
    public async Task Layer_saved_as_a_link_to_another_is_found()
    {
        SaveAsDocker();
        _entries.Remove("one/layer.tar", out var layer);
        _entries["two/layer.tar"] = layer!;
        _links.Add(("one/layer.tar", "../two/layer.tar"));

        await using var archive = await Open();

        Assert.Equal(Layer, await Content(archive.Images[0], Digest.Of(Layer)));
    }

    [Fact]
    public async Task Oci_layout_is_read_with_its_manifest_unchanged()
    {
        var manifest = SaveAsOci();

        await using var archive = await Open();

        Assert.Equal(manifest, archive.Images[0].Manifest.ToArray());
        Assert.Equal(["receipts:1"], archive.Images[0].Tags);
    }

    [Fact]
    public async Task Gzipped_archive_is_read()
    {
        SaveAsOci();

        await using var archive = await Open(LayerTar.Gzip);

        Assert.Equal(Layer, await Content(archive.Images[0], Digest.Of(Layer)));
    }

    [Fact]
    public async Task Gzipped_archive_leaves_no_scratch_behind()
    {
        SaveAsOci();

        await using (await Open(LayerTar.Gzip)) { }

        Assert.Empty(Directory.GetFileSystemEntries(_directory["scratch"]));
    }

    [Fact]
    public async Task Names_with_a_dot_in_front_are_the_same()
    {
        SaveAsOci();
        foreach (var (name, content) in _entries.ToList())
        {
            _entries.Remove(name);
            _entries["./" + name] = content;
        }

        await using var archive = await Open();

        Assert.Single(archive.Images);
    }

    [Fact]
    public async Task Image_for_several_platforms_gives_this_machines()
    {
        var manifest = SaveAsOci();
        var foreign = new string('0', 64);
        PutIndex(
            Put(
                $$"""
                {"schemaVersion":2,"mediaType":"{{MediaTypes.OciIndex}}","manifests":[
                  {{Item(MediaTypes.OciManifest, foreign, 1, "linux", "s390x")}},
                  {{Item(
                    MediaTypes.OciManifest,
                    Digest.Of(manifest).Hex,
                    manifest.Length,
                    "linux",
                    MachinePlatform.Current.Architecture
                )}},
                  {{Item(MediaTypes.OciManifest, foreign, 1, "unknown", "unknown")}}]}
                """
            ),
            MediaTypes.OciIndex
        );

        await using var archive = await Open();

        Assert.Equal(manifest, Assert.Single(archive.Images).Manifest.ToArray());
    }

    [Fact]
    public async Task Archive_written_is_read_back()
    {
        SaveAsDocker();
        await using var first = await Open();
        await using (var copy = File.Create(_directory["copy.tar"]))
        {
            await ImageArchive.WriteAsync(
                first.Images[0],
                ["example.com/app:1", "example.com/app:2"],
                copy,
                TestContext.Current.CancellationToken
            );
        }

        await using var second = await OpenFile(_directory["copy.tar"]);

        var image = Assert.Single(second.Images);
        Assert.Equal(first.Images[0].Manifest.ToArray(), image.Manifest.ToArray());
        Assert.Equal(["example.com/app:1", "example.com/app:2"], image.Tags);
        Assert.Equal(Layer, await Content(image, Digest.Of(Layer)));
    }

    [Fact]
    public async Task Missing_file_is_named()
    {
        var fault = await Assert.ThrowsAsync<ContainerException>(() => OpenFile(_directory["none.tar"]));

        Assert.Equal(ContainerFault.NotFound, fault.Kind);
        Assert.Equal($"there is no file `{_directory["none.tar"]}`", fault.Message);
    }

    [Fact]
    public async Task Tar_of_something_else_is_refused_with_what_to_do()
    {
        _entries["README"] = TestImage.Text("hello");

        var fault = await Refused();

        Assert.Contains($"`{_directory["app.tar"]}`", fault.Message, StringComparison.Ordinal);
        Assert.Contains("docker save", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_tar_is_refused()
    {
        File.WriteAllText(_directory["app.tar"], new string('x', 2000));

        var fault = await Assert.ThrowsAsync<ContainerException>(() => OpenFile(_directory["app.tar"]));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
        Assert.Contains("it is not a whole tar file", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_that_breaks_off_is_refused()
    {
        SaveAsOci();

        var fault = await Assert.ThrowsAsync<ContainerException>(() => Open(tar => tar[..(tar.Length / 2)]));

        Assert.Contains("it is not a whole tar file", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzipped_archive_that_breaks_off_is_refused()
    {
        SaveAsOci();

        var fault = await Assert.ThrowsAsync<ContainerException>(() =>
            Open(tar => LayerTar.Gzip(tar) is var packed ? packed[..(packed.Length / 2)] : packed)
        );

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
    }

    [Fact]
    public async Task Zstd_archive_is_refused_with_what_to_do()
    {
        File.WriteAllBytes(_directory["app.tar"], [0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0, 0]);

        var fault = await Assert.ThrowsAsync<ContainerException>(() => OpenFile(_directory["app.tar"]));

        Assert.Contains("zstd", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_layer_is_named_with_archive_and_entry()
    {
        SaveAsDocker();
        _entries.Remove("one/layer.tar");

        var fault = await Refused();

        Assert.Equal($"`{_directory["app.tar"]}`, entry `one/layer.tar`: it is not in the archive", fault.Message);
    }

    [Fact]
    public async Task Manifest_that_is_not_json_is_named_with_archive_and_entry()
    {
        _entries["manifest.json"] = TestImage.Text("[{");

        var fault = await Refused();

        Assert.StartsWith(
            $"`{_directory["app.tar"]}`, entry `manifest.json`: it cannot be read",
            fault.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Manifest_without_layers_is_refused()
    {
        _entries["manifest.json"] = TestImage.Text("""[{"Config":"c.json"}]""");

        Assert.Equal(ContainerFault.Invalid, (await Refused()).Kind);
    }

    [Fact]
    public async Task Empty_list_of_images_is_refused()
    {
        _entries["manifest.json"] = TestImage.Text("[]");

        Assert.Contains("there is no image in it", (await Refused()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Docker_layer_that_is_not_the_configs_is_corrupt()
    {
        SaveAsDocker();
        _entries["one/layer.tar"] = new LayerTar().File("other").ToArray();

        var fault = await Refused();

        Assert.Equal(ContainerFault.Corrupt, fault.Kind);
        Assert.Contains("entry `one/layer.tar`", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oci_manifest_with_another_digest_is_corrupt()
    {
        var manifest = SaveAsOci();
        _entries[$"blobs/sha256/{Digest.Of(manifest).Hex}"] = [.. manifest, (byte)'\n'];

        Assert.Equal(ContainerFault.Corrupt, (await Refused()).Kind);
    }

    [Fact]
    public async Task Oci_layer_with_another_digest_is_corrupt_when_it_is_read()
    {
        SaveAsOci();
        var entry = $"blobs/sha256/{Digest.Of(Layer).Hex}";
        _entries[entry] = [.. Layer[..^1], 1];
        await using var archive = await Open();

        var fault = await Assert.ThrowsAsync<ContainerException>(() => Content(archive.Images[0], Digest.Of(Layer)));

        Assert.Equal(ContainerFault.Corrupt, fault.Kind);
        Assert.Contains($"entry `{entry}`", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blob_that_the_image_lacks_is_not_found()
    {
        SaveAsDocker();
        await using var archive = await Open();

        var fault = await Assert.ThrowsAsync<ContainerException>(() =>
            Content(archive.Images[0], Digest.Of("nothing"u8))
        );

        Assert.Equal(ContainerFault.NotFound, fault.Kind);
    }

    public void Dispose() => _directory.Dispose();

    private void SaveAsDocker(byte[]? layer = null)
    {
        _entries["c.json"] = new ImageConfig { DiffIds = [Digest.Of(Layer)] }.ToJson();
        _entries["one/layer.tar"] = layer ?? Layer;
        _entries["manifest.json"] = TestImage.Text(
            """[{"Config":"c.json","RepoTags":["receipts:1"],"Layers":["one/layer.tar"]}]"""
        );
    }

    private byte[] SaveAsOci()
    {
        var config = new ImageConfig { DiffIds = [Digest.Of(Layer)] }.ToJson();
        Put(config);
        Put(Layer);
        var manifest = TestImage.Text(
            $$"""
            {"schemaVersion":2,
             "config":{{Item(MediaTypes.OciConfig, Digest.Of(config).Hex, config.Length)}},
             "layers":[{{Item(MediaTypes.OciLayer, Digest.Of(Layer).Hex, Layer.Length)}}]}
            """
        );
        Put(manifest);
        PutIndex(manifest, MediaTypes.OciManifest);
        return manifest;
    }

    private void PutIndex(byte[] document, string mediaType)
    {
        var item = Item(mediaType, Digest.Of(document).Hex, document.Length);
        var tagged = item[..^1] + ""","annotations":{"org.opencontainers.image.ref.name":"receipts:1"}}""";
        _entries["index.json"] = TestImage.Text($$"""{"schemaVersion":2,"manifests":[{{tagged}}]}""");
    }

    private byte[] Put(string text) => Put(TestImage.Text(text));

    private byte[] Put(byte[] blob) => _entries[$"blobs/sha256/{Digest.Of(blob).Hex}"] = blob;

    private static string Item(string mediaType, string hex, int size) =>
        $$"""{"mediaType":"{{mediaType}}","digest":"sha256:{{hex}}","size":{{size}}}""";

    private static string Item(string mediaType, string hex, int size, string os, string architecture) =>
        Item(mediaType, hex, size)[..^1] + $$$""","platform":{"os":"{{{os}}}","architecture":"{{{architecture}}}"}}""";

    private async Task<ImageArchive> Open(Func<byte[], byte[]>? pack = null)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, target) in _links)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target });
            }

            foreach (var (name, content) in _entries)
            {
                tar.WriteEntry(
                    new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) }
                );
            }
        }

        File.WriteAllBytes(_directory["app.tar"], (pack ?? (tar => tar))(bytes.ToArray()));
        return await OpenFile(_directory["app.tar"]);
    }

    private async Task<ContainerException> Refused() => await Assert.ThrowsAsync<ContainerException>(() => Open());

    private Task<ImageArchive> OpenFile(string path) =>
        ImageArchive.OpenAsync(path, _directory["scratch"], TestContext.Current.CancellationToken);

    private static async Task<byte[]> Content(IImageSource image, Digest digest)
    {
        await using var content = await image.OpenBlobAsync(digest, TestContext.Current.CancellationToken);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }
}
