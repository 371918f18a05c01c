using System.Text.RegularExpressions;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>What the batch operations answer for an image that they cannot give or take.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageFailure.html" />
internal static partial class ImageFailures
{
    private const string DigestPattern = "[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+";

    /// <summary>What is wrong with an id itself; null for nothing.</summary>
    public static ImageFailure? Of(ImageIdentifier id) =>
        id switch
        {
            { ImageDigest: null, ImageTag: null } => new()
            {
                ImageId = id,
                FailureCode = "MissingDigestAndTag",
                FailureReason = "Invalid request parameters: both tag and digest cannot be null",
            },
            { ImageDigest: { } digest } when !IsDigest(digest) => new()
            {
                ImageId = id,
                FailureCode = "InvalidImageDigest",
                FailureReason = $"Invalid request parameters: image digest should satisfy the regex '{DigestPattern}'",
            },
            _ => null,
        };

    /// <summary>There is no such image.</summary>
    public static ImageFailure Missing(ImageIdentifier id) =>
        new()
        {
            ImageId = id,
            FailureCode = "ImageNotFound",
            FailureReason = "Requested image not found",
        };

    /// <summary>The tag is another image's.</summary>
    public static ImageFailure OtherTag(ImageIdentifier id) =>
        new()
        {
            ImageId = id,
            FailureCode = "ImageTagDoesNotMatchDigest",
            FailureReason = "Invalid request parameters: given tag does not map to the given digest",
        };

    /// <summary>An index needs it.</summary>
    public static ImageFailure Referenced(ImageIdentifier id, IEnumerable<string> indexes) =>
        new()
        {
            ImageId = id,
            FailureCode = "ImageReferencedByManifestList",
            FailureReason = $"Requested image referenced by manifest list: [{string.Join(", ", indexes)}]",
        };

    /// <summary>What is answered for a layer's digest that is none.</summary>
    /// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_LayerFailure.html" />
    public static LayerFailure BadLayerDigest(string digest) =>
        new()
        {
            LayerDigest = digest,
            FailureCode = "InvalidLayerDigest",
            FailureReason = "Invalid layer digest",
        };

    /// <summary>Whether a text has the shape of a digest, of whichever algorithm.</summary>
    public static bool IsDigest(string text) => Digest().IsMatch(text);

    [GeneratedRegex(@"\A" + DigestPattern + @"\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digest();
}
