using System.IO.Compression;

namespace Lanyard.Containers.Images.Layers;

/// <summary>How a layer or an archive is compressed, told by its first bytes because media types and file names lie.</summary>
internal static class Compression
{
    /// <summary>How many bytes <see cref="Open" /> and <see cref="IsGzip" /> want to see.</summary>
    public const int SignatureLength = 6;

    /// <summary>The uncompressed bytes of a stream that begins with this signature.</summary>
    /// <exception cref="ContainerException">Invalid: a compression that is not supported, with what to do about it.</exception>
    public static Stream Open(Stream stored, ReadOnlySpan<byte> signature)
    {
        RefuseUnsupported(signature);
        return IsGzip(signature) ? new GZipStream(stored, CompressionMode.Decompress) : stored;
    }

    public static bool IsGzip(ReadOnlySpan<byte> signature) => signature.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    /// <summary>Throws for what we recognise and cannot read.</summary>
    /// <exception cref="ContainerException">Invalid: zstd, xz or bzip2.</exception>
    public static void RefuseUnsupported(ReadOnlySpan<byte> signature)
    {
        var name = signature switch
        {
            [0x28, 0xB5, 0x2F, 0xFD, ..] => "zstd",
            [0xFD, 0x37, 0x7A, 0x58, 0x5A, ..] => "xz",
            [0x42, 0x5A, 0x68, ..] => "bzip2",
            _ => null,
        };
        if (name is not null)
        {
            throw Unsupported(name);
        }
    }

    /// <summary>Says which compression it is and how to make one that is read.</summary>
    public static ContainerException Unsupported(string name) =>
        new(
            ContainerFault.Invalid,
            $"it is compressed with {name}; only gzip and plain tar are read: build it with gzip, as in "
                + "`docker buildx build --output type=image,compression=gzip,force-compression=true,push=true`"
        );
}
