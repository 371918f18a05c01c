using Lanyard.Containers.Images.Layers;

namespace Lanyard.Containers.Images.Archives;

/// <summary>The images of an archive that has a <c>manifest.json</c>: every <c>docker save</c>.</summary>
/// <remarks>Such an archive has no registry manifest, so one is made; a layer that is plain tar stays so.</remarks>
/// <seealso href="https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md#combined-image-json--filesystem-changeset-format" />
internal sealed class DockerLayout(ArchiveFile archive)
{
    public const string ManifestName = "manifest.json";

    public static bool IsIn(ArchiveFile archive) => archive.Has(ManifestName);

    public async Task<IReadOnlyList<IImageSource>> ReadAsync(CancellationToken cancellationToken)
    {
        var images = new List<IImageSource>();
        foreach (var saved in Saved())
        {
            images.Add(await ToImageAsync(saved, cancellationToken));
        }

        return images;
    }

    /// <summary>The names of each image, by the entry of its config.</summary>
    public ILookup<string, string> Tags() =>
        Saved()
            .SelectMany(saved => (saved.RepoTags ?? []).Select(tag => (saved.Config, tag)))
            .ToLookup(pair => pair.Config ?? "", pair => pair.tag, StringComparer.Ordinal);

    private IReadOnlyList<SavedImageShape> Saved() =>
        archive.About(
            ManifestName,
            () =>
                ManifestDocument.Read(archive.Read(ManifestName), ImageJson.Default.IReadOnlyListSavedImageShape, "it")
        );

    private async Task<ArchivedImage> ToImageAsync(SavedImageShape saved, CancellationToken cancellationToken)
    {
        if (saved is not { Config: { } configEntry, Layers: { } layerEntries })
        {
            throw archive.Fault(ContainerFault.Invalid, ManifestName, "an image has no `Config` or no `Layers`");
        }

        var configBytes = archive.Read(configEntry);
        var config = archive.About(configEntry, () => ImageConfig.Parse(configBytes));
        if (config.DiffIds.Count != layerEntries.Count)
        {
            throw archive.Fault(
                ContainerFault.Invalid,
                configEntry,
                $"it lists {config.DiffIds.Count} layers, `{ManifestName}` {layerEntries.Count}"
            );
        }

        var configBlob = new Descriptor
        {
            MediaType = MediaTypes.OciConfig,
            Digest = Digest.Of(configBytes),
            Size = configBytes.Length,
        };
        var entries = new Dictionary<Digest, string> { [configBlob.Digest] = configEntry };
        var layers = new List<Descriptor>();
        foreach (var (entry, diffId) in layerEntries.Zip(config.DiffIds))
        {
            layers.Add(await DescribeAsync(entry, diffId, cancellationToken));
            entries[layers[^1].Digest] = entry;
        }

        var bytes = ManifestDocument.Write(configBlob, layers);
        var manifest = (ImageManifest)ManifestDocument.Parse(bytes);
        return new ArchivedImage(archive, manifest, bytes, entries, saved.RepoTags ?? []);
    }

    private async Task<Descriptor> DescribeAsync(string entry, Digest diffId, CancellationToken cancellationToken)
    {
        var signature = new byte[Compression.SignatureLength];
        await using var content = new HashingStream(archive.Open(entry));
        var length = await content.ReadAtLeastAsync(
            signature,
            signature.Length,
            throwOnEndOfStream: false,
            cancellationToken
        );
        archive.About(
            entry,
            () =>
            {
                Compression.RefuseUnsupported(signature.AsSpan(0, length));
                return length;
            }
        );
        await content.CopyToAsync(Stream.Null, cancellationToken);

        var isGzip = Compression.IsGzip(signature);
        var digest = content.CurrentDigest();
        if (!isGzip && digest != diffId)
        {
            throw archive.Fault(
                ContainerFault.Corrupt,
                entry,
                $"its digest is `{digest}`, the image's config says `{diffId}`"
            );
        }

        return new Descriptor
        {
            MediaType = isGzip ? MediaTypes.OciLayerGzip : MediaTypes.OciLayer,
            Digest = digest,
            Size = content.Count,
        };
    }
}
