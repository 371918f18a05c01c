using System.IO.Compression;
using Lanyard.Containers.Images.Archives;
using Lanyard.Containers.Images.Layers;

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
    ) => Task.Run(() => Build(directory, config, scratchDirectory, cancellationToken), cancellationToken);

    private static BuiltImage Build(
        string directory,
        ImageConfig config,
        string scratchDirectory,
        CancellationToken cancellationToken
    )
    {
        var scratch = ScratchFile.Create(scratchDirectory);
        try
        {
            using var stored = new HashingStream(scratch, leaveOpen: true);
            Digest diffId;
            using (var gzip = new GZipStream(stored, CompressionLevel.Fastest, leaveOpen: true))
            using (var plain = new HashingStream(gzip, leaveOpen: true))
            using (var buffered = new BufferedStream(plain, 128 * 1024))
            {
                LayerPacker.Pack(directory, buffered, cancellationToken);
                buffered.Flush();
                diffId = plain.CurrentDigest();
            }

            var layer = new Descriptor
            {
                MediaType = MediaTypes.OciLayerGzip,
                Digest = stored.CurrentDigest(),
                Size = scratch.Length,
            };
            return new BuiltImage(scratch, (config with { DiffIds = [diffId] }).ToJson(), layer);
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }
}
