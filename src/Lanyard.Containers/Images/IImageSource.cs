namespace Lanyard.Containers.Images;

/// <summary>An image that a registry can take as a push: one manifest and the content it names.</summary>
public interface IImageSource
{
    /// <summary>The names it was saved under, as written there; may be empty.</summary>
    IReadOnlyList<string> Tags { get; }

    /// <summary>The manifest's media type.</summary>
    string MediaType { get; }

    /// <summary>The manifest's exact bytes.</summary>
    ReadOnlyMemory<byte> Manifest { get; }

    /// <summary>The config, then the layers, lowest first.</summary>
    IReadOnlyList<Descriptor> Blobs { get; }

    /// <summary>Opens the config or a layer for reading, from its beginning.</summary>
    /// <exception cref="ContainerException">NotFound: the image has no such content.</exception>
    Task<Stream> OpenBlobAsync(Digest digest, CancellationToken cancellationToken);
}
