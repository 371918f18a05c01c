using Lanyard.Containers.Images;

namespace Lanyard.Tasks;

/// <summary>Images of an <see cref="ImageStore" />, each container with a writable layer of its own on top.</summary>
public sealed class OverlayImages(ImageStore store) : ITaskImages
{
    /// <inheritdoc />
    public StoredImage? Find(Digest imageId) => store.Find(imageId);

    /// <inheritdoc />
    public Task<StoredImage> UnpackAsync(
        ImageManifest manifest,
        ReadOnlyMemory<byte> config,
        Func<Descriptor, CancellationToken, Task<Stream>> openLayer,
        CancellationToken cancellationToken
    ) => store.UnpackAsync(manifest, config, openLayer, progress: null, cancellationToken);

    /// <inheritdoc />
    public string Mount(StoredImage image, string containerDirectory) => OverlayRoot.Mount(image, containerDirectory);

    /// <inheritdoc />
    public void Unmount(string containerDirectory) => OverlayRoot.Unmount(containerDirectory);
}
