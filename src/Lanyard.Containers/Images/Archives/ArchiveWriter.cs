using System.Text.Json;
using Lanyard.Containers.Images.Layers;

namespace Lanyard.Containers.Images.Archives;

/// <summary>Writes one image as an OCI layout with Docker's <c>manifest.json</c> beside it.</summary>
internal sealed class ArchiveWriter : IDisposable
{
    private readonly Stream _destination;
    private readonly MemoryStream _block = new();
    private readonly TarWriter _tar;

    public ArchiveWriter(Stream destination)
    {
        _destination = destination;
        _tar = new TarWriter(_block);
    }

    public async Task WriteAsync(IImageSource image, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        _tar.WriteFile("oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8);
        _tar.WriteFile(OciLayout.IndexName, IndexOf(image, tags));
        _tar.WriteFile(DockerLayout.ManifestName, SavedOf(image, tags));
        _tar.WriteFile(EntryOf(Digest.Of(image.Manifest.Span)), image.Manifest.Span);
        foreach (var blob in image.Blobs.DistinctBy(blob => blob.Digest))
        {
            await WriteBlobAsync(image, blob, cancellationToken);
        }

        _tar.End();
        await PassOnAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _block.Dispose();

    private async Task WriteBlobAsync(IImageSource image, Descriptor blob, CancellationToken cancellationToken)
    {
        const uint ReadableByAll = 0b110_100_100;
        _tar.Write(
            new TarEntry
            {
                Kind = TarEntryKind.File,
                Name = EntryOf(blob.Digest),
                Mode = ReadableByAll,
                Size = blob.Size,
            }
        );
        await PassOnAsync(cancellationToken);
        await using var content = await image.OpenBlobAsync(blob.Digest, cancellationToken);
        await content.CopyToAsync(_destination, cancellationToken);
        _tar.EndContent(blob.Size);
    }

    private async Task PassOnAsync(CancellationToken cancellationToken)
    {
        await _destination.WriteAsync(_block.GetBuffer().AsMemory(0, (int)_block.Length), cancellationToken);
        _block.SetLength(0);
    }

    private static byte[] IndexOf(IImageSource image, IReadOnlyList<string> tags)
    {
        var manifest = new Descriptor
        {
            MediaType = image.MediaType,
            Digest = Digest.Of(image.Manifest.Span),
            Size = image.Manifest.Length,
        };
        var named = tags.Select(tag =>
            manifest with
            {
                Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    [OciLayout.FullName] = tag,
                    [OciLayout.RefName] = ImageReference.TryParse(tag, out var name) ? name.TagOrDigest : tag,
                },
            }
        );
        return JsonSerializer.SerializeToUtf8Bytes(
            new ManifestShape
            {
                SchemaVersion = 2,
                MediaType = MediaTypes.OciIndex,
                Manifests = [.. named.DefaultIfEmpty(manifest)],
            },
            ImageJson.Default.ManifestShape
        );
    }

    private static byte[] SavedOf(IImageSource image, IReadOnlyList<string> tags) =>
        JsonSerializer.SerializeToUtf8Bytes(
            [
                new SavedImageShape
                {
                    Config = EntryOf(image.Blobs[0].Digest),
                    RepoTags = tags,
                    Layers = [.. image.Blobs.Skip(1).Select(layer => EntryOf(layer.Digest))],
                },
            ],
            ImageJson.Default.IReadOnlyListSavedImageShape
        );

    private static string EntryOf(Digest digest) => $"blobs/sha256/{digest.Hex}";
}
