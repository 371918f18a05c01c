using Lanyard.Containers.Images.Archives;

namespace Lanyard.Containers.Images;

/// <summary>An image that <see cref="ImageBuilder" /> made, with its layer in a scratch file.</summary>
public sealed class BuiltImage : IImageSource, IAsyncDisposable
{
    private readonly FileStream _layer;
    private readonly byte[] _config;

    internal BuiltImage(FileStream layerFile, byte[] config, Descriptor layer)
    {
        _layer = layerFile;
        _config = config;
        var configBlob = new Descriptor
        {
            MediaType = MediaTypes.OciConfig,
            Digest = Digest.Of(config),
            Size = config.Length,
        };
        Blobs = [configBlob, layer];
        Manifest = ManifestDocument.Write(configBlob, [layer]);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Tags => [];

    /// <inheritdoc />
    public string MediaType => MediaTypes.OciManifest;

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Manifest { get; }

    /// <inheritdoc />
    public IReadOnlyList<Descriptor> Blobs { get; }

    /// <inheritdoc />
    public Task<Stream> OpenBlobAsync(Digest digest, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (digest == Blobs[0].Digest)
        {
            return Task.FromResult<Stream>(new MemoryStream(_config, writable: false));
        }

        return digest == Blobs[1].Digest
            ? Task.FromResult<Stream>(new FileSlice(_layer.SafeFileHandle, 0, Blobs[1].Size))
            : throw new ContainerException(ContainerFault.NotFound, $"no blob `{digest}` in this image");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _layer.DisposeAsync();
}
