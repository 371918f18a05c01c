namespace Lanyard.Containers.Images;

/// <summary>A saved image file: what <c>docker save</c> writes, or an OCI layout in a tar file; plain or gzipped.</summary>
public sealed class ImageArchive : IAsyncDisposable
{
    /// <summary>The images in it, in its order.</summary>
    public IReadOnlyList<IImageSource> Images { get; } = [];

    /// <summary>Opens an archive; dispose it when its images have been read.</summary>
    /// <param name="scratchDirectory">Where a gzipped archive is kept plain while it is open.</param>
    /// <exception cref="ContainerException">NotFound: no such file. Invalid: not an archive of images; the message names file and entry.</exception>
    public static Task<ImageArchive> OpenAsync(
        string path,
        string scratchDirectory,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    /// <summary>Writes an image as an archive that Docker, Podman and skopeo load.</summary>
    public static Task WriteAsync(
        IImageSource image,
        IReadOnlyList<string> tags,
        Stream destination,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
