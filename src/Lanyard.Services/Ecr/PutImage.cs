using System.Text;
using Lanyard.Access.Admission;
using Lanyard.Containers;
using Lanyard.Containers.Images;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Puts a manifest into a repository; what it refers to must be there.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html" />
internal sealed class PutImage(Repositories repositories, TimeProvider time)
    : Operation<PutImageInput, PutImageOutput>(EcrModel.PutImage)
{
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
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        var bytes = Encoding.UTF8.GetBytes(input.ImageManifest!);
        var digest = Digest.Of(bytes).ToString();
        if (input.ImageDigest is { } given && !string.Equals(given, digest, StringComparison.Ordinal))
        {
            throw EcrErrors.DigestMismatch(digest);
        }

        var (mediaType, size) = Check(repository, bytes, input.ImageManifestMediaType);
        await MoveTagAsync(repository, digest, input.ImageTag, cancellationToken);
        var (_, image) = await repositories.Images.ChangeAsync(
            Repositories.KeyIn(repository.Key, digest),
            current => With(current, input.ImageTag) ?? New(repository, digest, mediaType, size, input),
            cancellationToken
        );
        return new PutImageOutput { Image = ImageShape.Of(repository, image!, input.ImageTag) };
    }

    private ImageRecord New(
        RepositoryRecord repository,
        string digest,
        string mediaType,
        long size,
        PutImageInput input
    ) =>
        new()
        {
            Repository = repository.Key,
            Digest = digest,
            MediaType = mediaType,
            Manifest = input.ImageManifest!,
            Bytes = size,
            PushedAt = time.GetUtcNow(),
            Tags = input.ImageTag is { } tag ? [tag] : [],
        };

    private static ImageRecord? With(ImageRecord? current, string? tag) =>
        current is null || tag is null ? current : current with { Tags = current.Tags.Add(tag) };

    private (string MediaType, long Bytes) Check(RepositoryRecord repository, byte[] manifest, string? mediaType)
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
            ImageManifest image => (image.MediaType, CheckLayers(repository, image)),
            ImageIndex index => (index.MediaType, CheckManifests(repository, index)),
            _ => throw EcrErrors.BadManifest("Invalid JSON syntax"),
        };
    }

    private long CheckLayers(RepositoryRecord repository, ImageManifest image)
    {
        var digests = image.Layers.Select(layer => layer.Digest.ToString()).Prepend(image.Config.Digest.ToString());
        var missing = digests.Where(digest => repositories.FindLayer(repository, digest) is null).ToList();
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

    private async ValueTask MoveTagAsync(
        RepositoryRecord repository,
        string digest,
        string? tag,
        CancellationToken cancellationToken
    )
    {
        if (tag is null || repositories.FindImage(repository, new ImageIdentifier { ImageTag = tag }) is not { } holder)
        {
            return;
        }

        if (string.Equals(holder.Digest, digest, StringComparison.Ordinal))
        {
            return;
        }

        if (repository.TagMutability.StartsWith("IMMUTABLE", StringComparison.Ordinal))
        {
            throw EcrErrors.TagImmutable(tag, repository.Name);
        }

        await repositories.Images.ChangeAsync(
            Repositories.KeyIn(repository.Key, holder.Digest),
            image => image is null ? null : image with { Tags = image.Tags.Remove(tag) },
            cancellationToken
        );
    }
}
