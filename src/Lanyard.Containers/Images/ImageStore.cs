using System.Security.Cryptography;
using Lanyard.Containers.Images.Files;
using Lanyard.Containers.Images.Layers;

namespace Lanyard.Containers.Images;

/// <summary>The unpacked images of this machine: layers by diff id, each once; config documents by image id.</summary>
/// <remarks>
/// A layer is unpacked under <c>partial</c> and renamed once both its digests hold, so whatever is under <c>layers</c> is
/// whole. One process uses a store at a time; what an earlier one left half made is swept away.
/// </remarks>
public sealed class ImageStore : IDisposable
{
    private const int LayersAtOnce = 2;

    private readonly string _layers;
    private readonly string _configs;
    private readonly string _partial;
    private readonly SemaphoreSlim _unpacking = new(LayersAtOnce);
    private readonly KeyedGate<Digest> _layerGates = new();
    private readonly Lock _gate = new();
    private bool _isReady;

    /// <summary>Uses a directory of this machine.</summary>
    /// <param name="directory">Where it keeps them: <c>images</c> in the data directory; made when it is first needed.</param>
    public ImageStore(string directory)
    {
        directory = Path.GetFullPath(directory);
        _layers = Path.Combine(directory, "layers");
        _configs = Path.Combine(directory, "configs");
        _partial = Path.Combine(directory, "partial");
    }

    /// <summary>Unpacks the layers that are not there yet, and remembers the image.</summary>
    /// <param name="config">The exact bytes of the config document.</param>
    /// <param name="openLayer">Opens a layer's stored bytes; called only for layers that are not there; the store disposes the stream.</param>
    /// <exception cref="ContainerException">
    /// Corrupt: a digest does not hold. Invalid: a layer that cannot be read or is refused. NotPermitted: no right to make its files. Nothing half made is left.
    /// </exception>
    public async Task<StoredImage> UnpackAsync(
        ImageManifest manifest,
        ReadOnlyMemory<byte> config,
        Func<Descriptor, CancellationToken, Task<Stream>> openLayer,
        IProgress<UnpackProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var image = Expected(manifest, config);
        MakeReady();
        try
        {
            var layers = manifest.Layers.Zip(image.Config.DiffIds).DistinctBy(layer => layer.Second);
            await EachLayerAsync(layers, openLayer, progress, cancellationToken);
            await KeepConfigAsync(image.Id, config, cancellationToken);
            return image;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ContainerException(
                ContainerFault.Unavailable,
                $"cannot keep the image `{image.Id}`: {fault.Message}",
                fault
            );
        }
    }

    /// <summary>The image of this id if all of it is there; null otherwise.</summary>
    public StoredImage? Find(Digest imageId)
    {
        var image = ConfigOf(imageId) is { } config ? Stored(imageId, config) : null;
        return image is not null && image.Layers.All(Directory.Exists) ? image : null;
    }

    /// <inheritdoc />
    public void Dispose() => _unpacking.Dispose();

    private StoredImage Expected(ImageManifest manifest, ReadOnlyMemory<byte> config)
    {
        var id = Digest.Of(config.Span);
        if (id != manifest.Config.Digest)
        {
            throw new ContainerException(
                ContainerFault.Corrupt,
                $"the image config is corrupt: its digest is `{id}`, the manifest says `{manifest.Config.Digest}`"
            );
        }

        var image = Stored(id, ImageConfig.Parse(config));
        return image.Config.DiffIds.Count == manifest.Layers.Count
            ? image
            : throw new ContainerException(
                ContainerFault.Invalid,
                $"the image config lists {image.Config.DiffIds.Count} layers, the manifest {manifest.Layers.Count}"
            );
    }

    private async Task EachLayerAsync(
        IEnumerable<(Descriptor Layer, Digest DiffId)> layers,
        Func<Descriptor, CancellationToken, Task<Stream>> openLayer,
        IProgress<UnpackProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task? failed = null;
        var all = layers.Select(layer => KeepLayerAsync(layer.Layer, layer.DiffId, openLayer, progress, stop.Token));
        await foreach (var ended in Task.WhenEach(all))
        {
            // The first failure is the one to tell. It stops the others: their layers are of no use alone.
            if (failed is null && !ended.IsCompletedSuccessfully)
            {
                failed = ended;
                await stop.CancelAsync();
            }
        }

        await (failed ?? Task.CompletedTask);
    }

    private async Task KeepLayerAsync(
        Descriptor layer,
        Digest diffId,
        Func<Descriptor, CancellationToken, Task<Stream>> openLayer,
        IProgress<UnpackProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using (await _layerGates.EnterAsync(diffId, cancellationToken))
        {
            if (!Directory.Exists(LayerPath(diffId)))
            {
                await _unpacking.WaitAsync(cancellationToken);
                try
                {
                    await UnpackLayerAsync(layer, diffId, openLayer, progress, cancellationToken);
                }
                finally
                {
                    _unpacking.Release();
                }
            }
        }

        progress?.Report(new UnpackProgress(layer.Digest, layer.Size, layer.Size));
    }

    private async Task UnpackLayerAsync(
        Descriptor layer,
        Digest diffId,
        Func<Descriptor, CancellationToken, Task<Stream>> openLayer,
        IProgress<UnpackProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (layer.MediaType is MediaTypes.OciLayerZstd)
        {
            var fault = Compression.Unsupported("zstd");
            throw new ContainerException(fault.Kind, $"layer `{layer.Digest}`: {fault.Message}");
        }

        var partial = NewPartialPath();
        Directory.CreateDirectory(partial);
        try
        {
            await using var stored = await openLayer(layer, cancellationToken);
            await new LayerTransfer(layer, diffId, progress).RunAsync(stored, partial, cancellationToken);
            Directory.Move(partial, LayerPath(diffId));
        }
        catch
        {
            DirectoryTree.Remove(partial);
            throw;
        }
    }

    private async Task KeepConfigAsync(Digest id, ReadOnlyMemory<byte> config, CancellationToken cancellationToken)
    {
        var partial = NewPartialPath();
        await File.WriteAllBytesAsync(partial, config, cancellationToken);
        File.Move(partial, ConfigPath(id), overwrite: true);
    }

    private void MakeReady()
    {
        lock (_gate)
        {
            if (_isReady)
            {
                return;
            }

            // Layers hold setuid programs: nobody but the owner may reach them.
            foreach (var directory in (string[])[_layers, _configs, _partial])
            {
                DirectoryTree.MakePrivate(directory);
            }

            foreach (var left in Directory.EnumerateFileSystemEntries(_partial))
            {
                DirectoryTree.Remove(left);
            }

            _isReady = true;
        }
    }

    // A machine that lost its power may have kept the name of a file without its content.
    private ImageConfig? ConfigOf(Digest id) =>
        File.Exists(ConfigPath(id)) && File.ReadAllBytes(ConfigPath(id)) is var bytes && Digest.Of(bytes) == id
            ? ImageConfig.Parse(bytes)
            : null;

    private StoredImage Stored(Digest id, ImageConfig config) => new(id, config, [.. config.DiffIds.Select(LayerPath)]);

    private string LayerPath(Digest diffId) => Path.Combine(_layers, diffId.Hex);

    private string ConfigPath(Digest id) => Path.Combine(_configs, id.Hex);

    private string NewPartialPath() => Path.Combine(_partial, RandomNumberGenerator.GetHexString(32, lowercase: true));
}
