namespace Lanyard.Containers.Images;

/// <summary>Makes an image of a root directory: one layer, the same bytes for the same files.</summary>
public static class ImageBuilder
{
    /// <summary>Packs the directory as the only layer of an image with this config; dispose the result when it has been pushed.</summary>
    /// <param name="config">How its containers run; its <see cref="ImageConfig.DiffIds" /> are replaced.</param>
    /// <param name="scratchDirectory">Where the packed layer is kept meanwhile.</param>
    /// <exception cref="ContainerException">NotFound: no such directory. NotPermitted: a file in it cannot be read.</exception>
    public static Task<BuiltImage> FromDirectoryAsync(
        string directory,
        ImageConfig config,
        string scratchDirectory,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();
}
