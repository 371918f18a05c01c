namespace Lanyard.Containers.Images;

/// <summary>An image that <see cref="ImageBuilder" /> made, with its layer in a scratch file.</summary>
public sealed class BuiltImage : IImageSource, IAsyncDisposable
{
    /// <inheritdoc />
    public IReadOnlyList<string> Tags => [];

    /// <inheritdoc />
    public string MediaType => MediaTypes.OciManifest;

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Manifest => throw new NotSupportedException();

    /// <inheritdoc />
    public IReadOnlyList<Descriptor> Blobs => throw new NotSupportedException();

    /// <inheritdoc />
    public Task<Stream> OpenBlobAsync(Digest digest, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
