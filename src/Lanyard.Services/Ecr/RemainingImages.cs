using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>The images of a repository while some are deleted from it, one after the other.</summary>
internal sealed class RemainingImages(IEnumerable<ImageRecord> images)
{
    private readonly List<ImageRecord> _images = [.. images];
    private readonly List<ImageIdentifier> _deleted = [];
    private readonly List<ImageFailure> _failures = [];

    /// <summary>What was deleted: a tag, or an image by each of its tags.</summary>
    public IReadOnlyList<ImageIdentifier> Deleted => _deleted;

    /// <summary>What could not be.</summary>
    public IReadOnlyList<ImageFailure> Failures => _failures;

    /// <summary>Whether an image is left as it was.</summary>
    public bool Has(ImageRecord image) => _images.Contains(image);

    /// <summary>An image as it is left; null when it was deleted.</summary>
    public ImageRecord? Find(string digest) => _images.Find(image => image.Digest == digest);

    /// <summary>Deletes an image, or one of its tags, which is the same when it is the last.</summary>
    public void Delete(ImageIdentifier id)
    {
        if (!ImageLookup.TryFind(_images, id, out var image, out var failure))
        {
            _failures.Add(failure);
            return;
        }

        var tags = id.ImageTag is { } tag ? image.Tags.Remove(tag) : image.Tags.Clear();
        if (tags.IsEmpty && IndexesOf(image.Digest) is { Count: > 0 } indexes)
        {
            _failures.Add(ImageFailures.Referenced(id, indexes));
            return;
        }

        _images.Remove(image);
        if (!tags.IsEmpty)
        {
            _images.Add(image with { Tags = tags });
        }

        _deleted.AddRange(id.ImageTag is null ? ImageShape.IdsOf(image) : [id with { ImageDigest = image.Digest }]);
    }

    /// <summary>The digests of the layers that images had before and none has any more.</summary>
    public IEnumerable<string> LayersGoneSince(IEnumerable<ImageRecord> before) =>
        before
            .Where(image => Find(image.Digest) is null)
            .SelectMany(ImageParts.LayersOf)
            .Except(_images.SelectMany(ImageParts.LayersOf), StringComparer.Ordinal);

    private List<string> IndexesOf(string digest) =>
        [
            .. _images
                .Where(image => ImageParts.ManifestsOf(image).Contains(digest, StringComparer.Ordinal))
                .Select(image => image.Digest),
        ];
}
