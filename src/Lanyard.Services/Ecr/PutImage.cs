using System.Text;
using System.Text.RegularExpressions;
using Lanyard.Access.Admission;
using Lanyard.Containers;
using Lanyard.Containers.Images;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Puts a manifest into a repository; what it refers to must be there. A tag moves unless it is immutable.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html" />
internal sealed partial class PutImage(Repositories repositories, Layers layers, TimeProvider time)
    : RepositoryOperation<PutImageInput, PutImageOutput>(EcrModel.PutImage, repositories)
{
    private const string TagPattern = "[a-zA-Z0-9_][a-zA-Z0-9._-]*";

    protected override Found<RepositoryRecord> Find(PutImageInput input, Call call) =>
        Repositories.Find(call, input.RegistryId, input.RepositoryName!);

    protected override async ValueTask<PutImageOutput> InvokeAsync(
        PutImageInput input,
        Found<RepositoryRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        if (input.ImageTag is { } tag && !TagName().IsMatch(tag))
        {
            throw EcrErrors.BadTag(TagPattern);
        }

        _ = Repositories.Current(subject);
        var bytes = Encoding.UTF8.GetBytes(input.ImageManifest!);
        var digest = Digest.Of(bytes).ToString();
        if (input.ImageDigest is { } given && given != digest)
        {
            throw EcrErrors.DigestMismatch(digest);
        }

        var manifest = Read(bytes, input.ImageManifestMediaType);
        return await Repositories.ChangeAsync(
            subject,
            (change, repository) => Put(change, repository, input, manifest, digest),
            cancellationToken
        );
    }

    private PutImageOutput Put(
        RecordChange change,
        RepositoryRecord repository,
        PutImageInput input,
        ManifestDocument manifest,
        string digest
    )
    {
        var all = Repositories.ImagesOf(change, repository);
        var (mediaType, size) = Check(change, repository, all, manifest);
        var known = all.FirstOrDefault(one => one.Digest == digest);
        var others = all.Where(one => input.ImageTag is { } tag && one.Tags.Contains(tag) && one.Digest != digest)
            .ToList();
        CheckNew(repository, known, others, digest, input.ImageTag);
        var image = known ?? New(repository, digest, mediaType, size, input.ImageManifest!);
        image = input.ImageTag is { } added ? image with { Tags = image.Tags.Add(added) } : image;

        // The tag is seen at its new place before it leaves the old one, so that a pull finds it.
        change.Put(Repositories.Images, image);
        foreach (var other in others)
        {
            change.Put(Repositories.Images, other with { Tags = other.Tags.Remove(input.ImageTag!) });
        }

        return new PutImageOutput { Image = ImageShape.Of(repository, image, input.ImageTag) };
    }

    private ImageRecord New(RepositoryRecord repository, string digest, string mediaType, long size, string manifest) =>
        new()
        {
            Repository = repository.Key,
            Digest = digest,
            MediaType = mediaType,
            Manifest = manifest,
            Bytes = size,
            PushedAt = time.GetUtcNow(),
        };

    private static ManifestDocument Read(byte[] manifest, string? mediaType)
    {
        try
        {
            return ManifestDocument.Parse(manifest, mediaType);
        }
        catch (ContainerException error)
        {
            throw EcrErrors.BadManifest(error.Message);
        }
    }

    private (string MediaType, long Bytes) Check(
        RecordChange change,
        RepositoryRecord repository,
        IReadOnlyList<ImageRecord> all,
        ManifestDocument document
    ) =>
        document switch
        {
            ImageManifest image => (image.MediaType, CheckLayers(change, repository, image)),
            ImageIndex index => (index.MediaType, CheckManifests(all, index)),
            _ => throw EcrErrors.BadManifest("Invalid JSON syntax"),
        };

    private long CheckLayers(RecordChange change, RepositoryRecord repository, ImageManifest image)
    {
        var missing = ImageParts
            .LayersOf(image)
            .Where(digest => layers.Find(change, repository, digest) is null)
            .ToList();
        return missing.Count == 0
            ? image.Config.Size + image.Layers.Sum(layer => layer.Size)
            : throw EcrErrors.LayersNotFound(missing, repository.Name, repository.Account);
    }

    private static long CheckManifests(IReadOnlyList<ImageRecord> all, ImageIndex index)
    {
        var missing = index
            .Manifests.Select(one => one.Digest.ToString())
            .Except(all.Select(image => image.Digest), StringComparer.Ordinal)
            .ToList();
        return missing.Count == 0
            ? index.Manifests.Sum(one => one.Size)
            : throw EcrErrors.ReferencedImagesNotFound(missing);
    }

    private static void CheckNew(
        RepositoryRecord repository,
        ImageRecord? known,
        List<ImageRecord> others,
        string digest,
        string? tag
    )
    {
        var isTagged = tag is not null && known?.Tags.Contains(tag) == true;
        if (tag is not null && (isTagged || others.Count > 0) && repository.Fixes(tag))
        {
            throw EcrErrors.TagImmutable(tag, repository.Name);
        }

        if (known is not null && (tag is null || isTagged) && others.Count == 0)
        {
            throw EcrErrors.ImageExists(digest, tag, repository.Name, repository.Account);
        }
    }

    [GeneratedRegex(@"\A" + TagPattern + @"\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TagName();
}
