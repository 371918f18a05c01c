using System.Text;
using System.Text.RegularExpressions;
using Lanyard.Access.Admission;
using Lanyard.Containers;
using Lanyard.Containers.Images;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Puts a manifest into a repository; what it refers to must be there. A tag moves unless it is immutable.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html" />
internal sealed partial class PutImage(Repositories repositories, TimeProvider time)
    : Operation<PutImageInput, PutImageOutput>(EcrModel.PutImage)
{
    private const string TagPattern = "[a-zA-Z0-9_][a-zA-Z0-9._-]*";

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        PutImageInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        return Needs(repositories.On("ecr:PutImage", call, input.RegistryId, input.RepositoryName!));
    }

    public override async ValueTask<PutImageOutput> InvokeAsync(
        PutImageInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        if (input.ImageTag is { } tag && !TagName().IsMatch(tag))
        {
            throw EcrErrors.BadTag(TagPattern);
        }

        var bytes = Encoding.UTF8.GetBytes(input.ImageManifest!);
        var digest = Digest.Of(bytes).ToString();
        return await repositories.ChangeAsync(() => PutAsync(call, input, bytes, digest), cancellationToken);
    }

    private async ValueTask<PutImageOutput> PutAsync(Call call, PutImageInput input, byte[] bytes, string digest)
    {
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        if (input.ImageDigest is { } given && given != digest)
        {
            throw EcrErrors.DigestMismatch(digest);
        }

        var (mediaType, size) = await CheckAsync(
            repository,
            bytes,
            input.ImageManifestMediaType,
            CancellationToken.None
        );
        var known = repositories.Images.Find(Repositories.KeyIn(repository.Key, digest));
        var others = OthersOf(repository, digest, input.ImageTag);
        CheckNew(repository, known, others, digest, input.ImageTag);
        var image = known ?? New(repository, digest, mediaType, size, input.ImageManifest!);
        image = input.ImageTag is { } tag ? image with { Tags = image.Tags.Add(tag) } : image;

        // The tag is at its new place before it leaves the old one, so that a pull finds it; nothing is given up between.
        await repositories.Images.PutAsync(image, CancellationToken.None);
        foreach (var other in others)
        {
            var left = other with { Tags = other.Tags.Remove(input.ImageTag!) };
            await repositories.Images.PutAsync(left, CancellationToken.None);
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

    private async ValueTask<(string MediaType, long Bytes)> CheckAsync(
        RepositoryRecord repository,
        byte[] manifest,
        string? mediaType,
        CancellationToken cancellationToken
    )
    {
        ManifestDocument document;
        try
        {
            document = ManifestDocument.Parse(manifest, mediaType);
        }
        catch (ContainerException error)
        {
            throw EcrErrors.BadManifest(error.Message);
        }

        return document switch
        {
            ImageManifest image => (image.MediaType, await CheckLayersAsync(repository, image, cancellationToken)),
            ImageIndex index => (index.MediaType, CheckManifests(repository, index)),
            _ => throw EcrErrors.BadManifest("Invalid JSON syntax"),
        };
    }

    private async ValueTask<long> CheckLayersAsync(
        RepositoryRecord repository,
        ImageManifest image,
        CancellationToken cancellationToken
    )
    {
        var missing = new List<string>();
        foreach (var digest in ImageParts.LayersOf(image))
        {
            if (await repositories.FindLayerAsync(repository, digest, cancellationToken) is null)
            {
                missing.Add(digest);
            }
        }

        return missing.Count == 0
            ? image.Config.Size + image.Layers.Sum(layer => layer.Size)
            : throw EcrErrors.LayersNotFound(missing, repository.Name, repository.Account);
    }

    private long CheckManifests(RepositoryRecord repository, ImageIndex index)
    {
        var missing = index
            .Manifests.Select(one => one.Digest.ToString())
            .Where(digest => repositories.Images.Find(Repositories.KeyIn(repository.Key, digest)) is null)
            .ToList();
        return missing.Count == 0
            ? index.Manifests.Sum(one => one.Size)
            : throw EcrErrors.ReferencedImagesNotFound(missing);
    }

    // More than one only after a crash between the image and the tag.
    private List<ImageRecord> OthersOf(RepositoryRecord repository, string digest, string? tag) =>
        [
            .. repositories
                .ImagesOf(repository)
                .Where(image => tag is not null && image.Tags.Contains(tag) && image.Digest != digest),
        ];

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
