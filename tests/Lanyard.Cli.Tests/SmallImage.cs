using System.Text;
using Lanyard.Containers.Images;

namespace Lanyard.Cli.Tests;

/// <summary>An image of one layer in memory, which notes what is read of it.</summary>
internal sealed class SmallImage : IImageSource
{
    private readonly Dictionary<Digest, byte[]> _content;

    public SmallImage(string layer)
    {
        var bytes = Encoding.UTF8.GetBytes(layer);
        var config = new ImageConfig { Cmd = ["/app"], DiffIds = [Digest.Of(bytes)] }.ToJson();
        _content = new() { [Digest.Of(config)] = config, [Digest.Of(bytes)] = bytes };
        Blobs = [Describe(MediaTypes.OciConfig, config), Describe(MediaTypes.OciLayer, bytes)];
        Manifest = Encoding.UTF8.GetBytes(
            $$"""
            {"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}",
            "config":{"mediaType":"{{MediaTypes.OciConfig}}","digest":"{{Blobs[0].Digest}}","size":{{config.Length}}},
            "layers":[{"mediaType":"{{MediaTypes.OciLayer}}","digest":"{{Blobs[1].Digest}}","size":{{bytes.Length}}}]}
            """
        );
    }

    public IReadOnlyList<string> Tags => [];

    public string MediaType => MediaTypes.OciManifest;

    public ReadOnlyMemory<byte> Manifest { get; }

    public IReadOnlyList<Descriptor> Blobs { get; }

    /// <summary>What was opened, in order.</summary>
    public List<Digest> Opened { get; } = [];

    public Task<Stream> OpenBlobAsync(Digest digest, CancellationToken cancellationToken)
    {
        Opened.Add(digest);
        return Task.FromResult<Stream>(new MemoryStream(_content[digest]));
    }

    private static Descriptor Describe(string mediaType, byte[] content) =>
        new()
        {
            MediaType = mediaType,
            Digest = Digest.Of(content),
            Size = content.Length,
        };
}
