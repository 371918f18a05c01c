namespace Lanyard.Containers.Images.Archives;

/// <summary>The images of an archive that has an <c>index.json</c>: Docker since 25, Podman, skopeo, BuildKit.</summary>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md" />
internal sealed class OciLayout(ArchiveFile archive)
{
    public const string IndexName = "index.json";

    public const string FullName = "io.containerd.image.name";
    public const string RefName = "org.opencontainers.image.ref.name";
    private const int DeepestIndex = 4;

    public static bool IsIn(ArchiveFile archive) => archive.Has(IndexName);

    /// <summary>Those that fit this machine.</summary>
    /// <param name="savedTags">The names that Docker's own <c>manifest.json</c> gives, by the entry of the config.</param>
    public IReadOnlyList<IImageSource> Read(ILookup<string, string> savedTags)
    {
        var index = archive.About(
            IndexName,
            () => ManifestDocument.Parse(archive.Read(IndexName), MediaTypes.OciIndex)
        );
        var found = ForThisMachine(((ImageIndex)index).Manifests)
            .SelectMany(descriptor => Resolve(descriptor, depth: 0).Select(image => (image, tag: TagOf(descriptor))))
            .GroupBy(pair => pair.image.Digest);
        return [.. found.Select(group => ToImage(group.First().image, group.Select(pair => pair.tag), savedTags))];
    }

    private ArchivedImage ToImage(FoundManifest found, IEnumerable<string?> tags, ILookup<string, string> savedTags)
    {
        var manifest = found.Manifest;
        var entries = new Dictionary<Digest, string>();
        foreach (var blob in manifest.Layers.Prepend(manifest.Config))
        {
            var entry = EntryOf(blob.Digest);
            using var content = archive.Open(entry);
            entries[blob.Digest] =
                content.Length == blob.Size
                    ? entry
                    : throw archive.Fault(
                        ContainerFault.Corrupt,
                        entry,
                        $"it has {content.Length} bytes, the manifest says {blob.Size}"
                    );
        }

        var names = savedTags[EntryOf(manifest.Config.Digest)].Concat(tags.OfType<string>());
        return new ArchivedImage(archive, manifest, found.Bytes, entries, [.. names.Distinct(StringComparer.Ordinal)]);
    }

    private IEnumerable<FoundManifest> Resolve(Descriptor descriptor, int depth)
    {
        var entry = EntryOf(descriptor.Digest);
        var bytes = archive.Read(entry);
        if (Digest.Of(bytes) is var digest && digest != descriptor.Digest)
        {
            throw archive.Fault(ContainerFault.Corrupt, entry, $"its digest is `{digest}`");
        }

        return archive.About(entry, () => ManifestDocument.Parse(bytes, descriptor.MediaType)) switch
        {
            ImageManifest manifest when IsImage(manifest) => [new FoundManifest(digest, manifest, bytes)],
            ImageIndex index when depth < DeepestIndex => Resolve(
                archive.About(entry, () => index.Choose()),
                depth + 1
            ),
            ImageIndex => throw archive.Fault(ContainerFault.Invalid, entry, "its indexes are nested too deeply"),
            _ => [],
        };
    }

    // An index also lists what is no image: build attestations have the platform `unknown/unknown`.
    private static IEnumerable<Descriptor> ForThisMachine(IReadOnlyList<Descriptor> manifests)
    {
        var images = manifests.Where(manifest => manifest.Platform is not { Os: "unknown" }).ToList();
        var fitting = images.Where(manifest =>
            manifest.Platform is null
            || (
                manifest.Platform.Os == "linux"
                && manifest.Platform.Architecture == MachinePlatform.Current.Architecture
            )
        );
        return fitting.Any() ? fitting : images;
    }

    // Signatures and other artifacts are manifests too, with configs of their own kinds.
    private static bool IsImage(ImageManifest manifest) =>
        manifest.Config.MediaType is MediaTypes.OciConfig or MediaTypes.DockerConfig;

    private static string? TagOf(Descriptor descriptor) =>
        descriptor.Annotations?.GetValueOrDefault(FullName) ?? descriptor.Annotations?.GetValueOrDefault(RefName);

    private static string EntryOf(Digest digest) => $"blobs/sha256/{digest.Hex}";

    private sealed record FoundManifest(Digest Digest, ImageManifest Manifest, byte[] Bytes);
}
