using Lanyard.Containers;
using Lanyard.Containers.Images;

namespace Lanyard.Tasks;

/// <summary>The unpacked images of this machine and the roots of containers made from them.</summary>
/// <remarks>Every failure is a <see cref="ContainerException" />.</remarks>
public interface ITaskImages
{
    /// <summary>The image of this id if all of it is there; null otherwise.</summary>
    StoredImage? Find(Digest imageId);

    /// <inheritdoc cref="ImageStore.UnpackAsync" />
    Task<StoredImage> UnpackAsync(
        ImageManifest manifest,
        ReadOnlyMemory<byte> config,
        Func<Descriptor, CancellationToken, Task<Stream>> openLayer,
        CancellationToken cancellationToken
    );

    /// <summary>Makes the root of a container and returns its path.</summary>
    string Mount(StoredImage image, string containerDirectory);

    /// <summary>Removes the root with what the container wrote there; nothing happens when there is none.</summary>
    void Unmount(string containerDirectory);
}
