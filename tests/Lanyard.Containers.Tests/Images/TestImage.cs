using System.Text;
using Lanyard.Containers.Images;

namespace Lanyard.Containers.Tests.Images;

/// <summary>An image in memory, as a registry would serve it, that counts how often each layer is opened.</summary>
internal sealed class TestImage
{
    private readonly Dictionary<Digest, byte[]> _blobs = [];

    public TestImage(params LayerTar[] layers)
        : this(layers.Select(layer => layer.ToArray()), LayerTar.Gzip, MediaTypes.OciLayerGzip) { }

    public TestImage(IEnumerable<byte[]> tars, Func<byte[], byte[]> pack, string layerType)
    {
        var plain = tars.ToList();
        var stored = plain.ConvertAll(tar => pack(tar));
        foreach (var blob in stored)
        {
            _blobs[Digest.Of(blob)] = blob;
        }

        Config = new ImageConfig { DiffIds = [.. plain.Select(tar => Digest.Of(tar))] }.ToJson();
        Manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = LayerTar.Describe(Config, MediaTypes.OciConfig),
            Layers = [.. stored.Select(blob => LayerTar.Describe(blob, layerType))],
        };
    }

    public byte[] Config { get; set; }

    public ImageManifest Manifest { get; set; }

    public Digest Id => Manifest.Config.Digest;

    /// <summary>How many layers were opened.</summary>
    public int Opened { get; private set; }

    /// <summary>Waits before a layer is opened.</summary>
    public Func<Task> BeforeOpening { get; init; } = () => Task.CompletedTask;

    /// <summary>What the registry serves instead of a layer's own bytes.</summary>
    public Func<byte[], Stream> Serving { get; init; } = bytes => new MemoryStream(bytes);

    public async Task<Stream> OpenLayerAsync(Descriptor layer, CancellationToken cancellationToken)
    {
        await BeforeOpening();
        lock (_blobs)
        {
            Opened++;
        }

        return Serving(_blobs[layer.Digest]);
    }

    public Task<StoredImage> UnpackInto(ImageStore store, IProgress<UnpackProgress>? progress = null) =>
        store.UnpackAsync(Manifest, Config, OpenLayerAsync, progress, TestContext.Current.CancellationToken);

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
