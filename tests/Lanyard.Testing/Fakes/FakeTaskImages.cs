using System.Collections.Concurrent;
using Lanyard.Containers;
using Lanyard.Containers.Images;
using Lanyard.Tasks;

namespace Lanyard.Testing.Fakes;

/// <summary>Images without files: an image is unpacked by reading its layers to their ends.</summary>
public sealed class FakeTaskImages : ITaskImages
{
    private readonly ConcurrentDictionary<Digest, StoredImage> _images = new();

    /// <summary>Why an image cannot be unpacked; null when it can.</summary>
    public Func<ImageManifest, ContainerException?> RefusesToUnpack { get; set; } = _ => null;

    /// <summary>Told before a root is removed.</summary>
    public Action<string> Unmounting { get; set; } = _ => { };

    /// <summary>The directories of the containers whose roots are mounted.</summary>
    public ConcurrentDictionary<string, StoredImage> Mounted { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public StoredImage? Find(Digest imageId) => _images.GetValueOrDefault(imageId);

    /// <inheritdoc />
    public async Task<StoredImage> UnpackAsync(
        ImageManifest manifest,
        ReadOnlyMemory<byte> config,
        Func<Descriptor, CancellationToken, Task<Stream>> openLayer,
        CancellationToken cancellationToken
    )
    {
        if (RefusesToUnpack(manifest) is { } refusal)
        {
            throw refusal;
        }

        foreach (var layer in manifest.Layers)
        {
            await using var stream = await openLayer(layer, cancellationToken);
            await stream.CopyToAsync(Stream.Null, cancellationToken);
        }

        return _images[manifest.Config.Digest] = new StoredImage(
            manifest.Config.Digest,
            ImageConfig.Parse(config),
            [.. manifest.Layers.Select(layer => layer.Digest.Hex)]
        );
    }

    /// <inheritdoc />
    public string Mount(StoredImage image, string containerDirectory)
    {
        Mounted[containerDirectory] = image;
        return containerDirectory + "/rootfs";
    }

    /// <inheritdoc />
    public void Unmount(string containerDirectory)
    {
        Unmounting(containerDirectory);
        Mounted.TryRemove(containerDirectory, out _);
    }
}
