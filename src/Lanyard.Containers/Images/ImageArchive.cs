using Lanyard.Containers.Images.Archives;

namespace Lanyard.Containers.Images;

/// <summary>A saved image file: what <c>docker save</c> writes, or an OCI layout in a tar file; plain or gzipped.</summary>
public sealed class ImageArchive : IAsyncDisposable
{
    private readonly ArchiveFile _file;

    private ImageArchive(ArchiveFile file, IReadOnlyList<IImageSource> images)
    {
        _file = file;
        Images = images;
    }

    /// <summary>The images in it, in its order; never empty.</summary>
    public IReadOnlyList<IImageSource> Images { get; }

    /// <summary>Opens an archive; dispose it when its images have been read.</summary>
    /// <param name="scratchDirectory">Where a gzipped archive is kept plain while it is open.</param>
    /// <exception cref="ContainerException">
    /// NotFound: no such file. Invalid: not an archive of images; the message names file and entry. Corrupt: a digest does not hold.
    /// </exception>
    public static async Task<ImageArchive> OpenAsync(
        string path,
        string scratchDirectory,
        CancellationToken cancellationToken
    )
    {
        var file = await ArchiveFile.OpenAsync(path, scratchDirectory, cancellationToken);
        try
        {
            var images = await ReadAsync(file, cancellationToken);
            return images.Count > 0
                ? new ImageArchive(file, images)
                : throw file.Fault(ContainerFault.Invalid, "there is no image in it");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes an image as an archive that Docker, Podman and skopeo load.</summary>
    /// <param name="tags">The names to save it under, as in <c>app:1</c>; may be empty.</param>
    public static async Task WriteAsync(
        IImageSource image,
        IReadOnlyList<string> tags,
        Stream destination,
        CancellationToken cancellationToken
    )
    {
        using var writer = new ArchiveWriter(destination);
        await writer.WriteAsync(image, tags, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<IReadOnlyList<IImageSource>> ReadAsync(
        ArchiveFile file,
        CancellationToken cancellationToken
    )
    {
        var saved = DockerLayout.IsIn(file) ? new DockerLayout(file) : null;
        if (OciLayout.IsIn(file))
        {
            var none = Enumerable.Empty<string>().ToLookup(name => name, StringComparer.Ordinal);
            return new OciLayout(file).Read(saved?.Tags() ?? none);
        }

        return saved is null
            ? throw file.Fault(
                ContainerFault.Invalid,
                $"it has neither `{OciLayout.IndexName}` nor `{DockerLayout.ManifestName}`: save the image with `docker save`, "
                    + "or push a root directory instead"
            )
            : await saved.ReadAsync(cancellationToken);
    }
}
