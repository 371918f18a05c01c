using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Images as the API shows them.</summary>
internal static class ImageShape
{
    /// <summary>An image with its manifest.</summary>
    /// <param name="tag">The tag it was asked for by; null for none.</param>
    public static Image Of(RepositoryRecord repository, ImageRecord image, string? tag) =>
        new()
        {
            RegistryId = repository.Account,
            RepositoryName = repository.Name,
            ImageId = new ImageIdentifier { ImageDigest = image.Digest, ImageTag = tag },
            ImageManifest = image.Manifest,
            ImageManifestMediaType = image.MediaType,
        };

    /// <summary>An image without its manifest.</summary>
    public static ImageDetail DetailOf(RepositoryRecord repository, ImageRecord image) =>
        new()
        {
            RegistryId = repository.Account,
            RepositoryName = repository.Name,
            ImageDigest = image.Digest,
            ImageTags = image.Tags.IsEmpty ? null : image.Tags,
            ImageSizeInBytes = image.Bytes,
            ImagePushedAt = image.PushedAt,
            ImageManifestMediaType = image.MediaType,
        };

    /// <summary>The ids of an image: one a tag, or its digest alone.</summary>
    public static IEnumerable<ImageIdentifier> IdsOf(ImageRecord image) =>
        image.Tags.IsEmpty
            ? [new ImageIdentifier { ImageDigest = image.Digest }]
            : image.Tags.Select(tag => new ImageIdentifier { ImageDigest = image.Digest, ImageTag = tag });

    /// <summary>Whether a filter lets through what has a tag, or has none.</summary>
    /// <param name="status"><c>TAGGED</c>, <c>UNTAGGED</c> or <c>ANY</c>; null for no filter.</param>
    public static bool Passes(string? status, bool isTagged) =>
        status switch
        {
            "TAGGED" => isTagged,
            "UNTAGGED" => !isTagged,
            _ => true,
        };
}
