using System.Diagnostics.CodeAnalysis;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Finds what an image's id names.</summary>
internal static class ImageLookup
{
    /// <summary>Finds an image by digest, tag or both.</summary>
    /// <param name="images">Those of the repository.</param>
    /// <param name="failure">Why there is none.</param>
    public static bool TryFind(
        IReadOnlyList<ImageRecord> images,
        ImageIdentifier id,
        [NotNullWhen(true)] out ImageRecord? image,
        [NotNullWhen(false)] out ImageFailure? failure
    )
    {
        image = null;
        failure = ImageFailures.Of(id);
        if (failure is not null)
        {
            return false;
        }

        image = images.FirstOrDefault(one =>
            id.ImageTag is { } tag ? one.Tags.Contains(tag) : one.Digest == id.ImageDigest
        );
        failure =
            image is null ? ImageFailures.Missing(id)
            : id.ImageDigest is { } digest && image.Digest != digest ? ImageFailures.OtherTag(id)
            : null;
        return failure is null;
    }
}
