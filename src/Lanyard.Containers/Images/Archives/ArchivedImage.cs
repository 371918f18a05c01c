using Lanyard.Containers.Images.Layers;

namespace Lanyard.Containers.Images.Archives;

/// <summary>One image in an archive.</summary>
/// <param name="entries">The entry that holds each blob.</param>
internal sealed class ArchivedImage(
    ArchiveFile archive,
    ImageManifest manifest,
    ReadOnlyMemory<byte> manifestBytes,
    IReadOnlyDictionary<Digest, string> entries,
    IReadOnlyList<string> tags
) : IImageSource
{
    /// <inheritdoc />
    public IReadOnlyList<string> Tags => tags;

    /// <inheritdoc />
    public string MediaType => manifest.MediaType;

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Manifest => manifestBytes;

    /// <inheritdoc />
    public IReadOnlyList<Descriptor> Blobs { get; } = [manifest.Config, .. manifest.Layers];

    /// <inheritdoc />
    public Task<Stream> OpenBlobAsync(Digest digest, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry =
            entries.GetValueOrDefault(digest)
            ?? throw archive.Fault(ContainerFault.NotFound, $"no blob `{digest}` in this image");
        return Task.FromResult<Stream>(
            new VerifiedStream(
                archive.Open(entry),
                digest,
                actual => archive.Fault(ContainerFault.Corrupt, entry, $"its digest is `{actual}`, expected `{digest}`")
            )
        );
    }
}
