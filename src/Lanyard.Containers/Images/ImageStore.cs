namespace Lanyard.Containers.Images;

/// <summary>The unpacked images of this machine: layers by diff id, each once; config documents by image id.</summary>
/// <param name="directory">Where it keeps them: <c>images</c> in the data directory.</param>
public sealed class ImageStore(string directory)
{
    /// <summary>Unpacks the layers that are not there yet, and remembers the image.</summary>
    /// <param name="config">The exact bytes of the config document.</param>
    /// <param name="openLayer">Opens a layer's stored bytes; called only for layers that are not there; the store disposes the stream.</param>
    /// <exception cref="ContainerException">
    /// Corrupt: a digest does not hold. Invalid: a layer that cannot be read or is refused. NotPermitted: no right to make its files. Nothing half made is left.
    /// </exception>
    public Task<StoredImage> UnpackAsync(
        ImageManifest manifest,
        ReadOnlyMemory<byte> config,
        Func<Descriptor, CancellationToken, Task<Stream>> openLayer,
        IProgress<UnpackProgress>? progress,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException(directory);

    /// <summary>The image of this id if all of it is there; null otherwise.</summary>
    public StoredImage? Find(Digest imageId) => throw new NotSupportedException(directory);

    /// <summary>All images that are wholly there.</summary>
    public IReadOnlyList<StoredImage> List() => throw new NotSupportedException(directory);

    /// <summary>Removes every image that is not in use, then every layer that no image left needs.</summary>
    /// <returns>The ids of the images removed.</returns>
    public IReadOnlyList<Digest> RemoveUnused(IReadOnlySet<Digest> inUse) => throw new NotSupportedException(directory);
}
