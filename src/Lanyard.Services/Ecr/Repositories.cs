using System.Diagnostics.CodeAnalysis;
using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Storage;
using Lanyard.Storage.Blobs;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>The repositories of all registries with their layers and images.</summary>
internal sealed class Repositories(
    RecordTable<RepositoryRecord> table,
    RecordTable<LayerRecord> layers,
    RecordTable<ImageRecord> images,
    IBlobStore blobs
)
{
    private const string DigestPrefix = "sha256:";

    private readonly Gate _changing = new();

    /// <summary>Repositories by account, region and name.</summary>
    public RecordTable<RepositoryRecord> Table => table;

    /// <summary>Layers by repository and digest.</summary>
    public RecordTable<LayerRecord> Layers => layers;

    /// <summary>Images by repository and digest.</summary>
    public RecordTable<ImageRecord> Images => images;

    /// <summary>The bytes of layers.</summary>
    public IBlobStore Blobs => blobs;

    /// <summary>The account whose registry a call means: its own, or the one it names.</summary>
    /// <param name="registryId">Twelve digits, as the model's constraints say; null for the call's own.</param>
    public static AccountId RegistryOf(Call call, string? registryId) =>
        registryId is null ? call.Account : AccountId.Parse(registryId);

    /// <summary>The key of a repository.</summary>
    public static RecordKey KeyOf(Call call, string? registryId, string name) =>
        call.KeyOf(RegistryOf(call, registryId), name);

    /// <summary>The key of something in a repository: a space, which no name holds, stands between.</summary>
    public static string KeyIn(string repository, string digest) => $"{repository} {digest}";

    /// <summary>The ARN of a repository, whether it exists or not.</summary>
    public static string ArnOf(Call call, AccountId registry, string name) =>
        Arn.Of("ecr", call.Region, registry.ToString(), $"repository/{name}").ToString();

    /// <summary>The action on a repository, whether it exists or not.</summary>
    public Requirement On(string action, Call call, string? registryId, string name)
    {
        var registry = RegistryOf(call, registryId);
        var tags = table.Find(KeyOf(call, registryId, name))?.Tags;
        return new Requirement(action, ArnOf(call, registry, name))
        {
            ResourceAccount = registry,
            Context = TagContext.OfResource(tags, "ecr:ResourceTag"),
        };
    }

    /// <summary>Finds a repository.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>RepositoryNotFoundException</c>.</exception>
    public RepositoryRecord Find(Call call, string? registryId, string name) =>
        table.Find(KeyOf(call, registryId, name))
        ?? throw EcrErrors.RepositoryNotFound(name, RegistryOf(call, registryId).ToString());

    /// <summary>The images of a repository, by digest.</summary>
    public IReadOnlyList<ImageRecord> ImagesOf(RepositoryRecord repository) => images.List($"{repository.Key} ");

    /// <summary>Finds an image by digest, tag or both.</summary>
    /// <param name="failure">Why there is none.</param>
    public bool TryFindImage(
        RepositoryRecord repository,
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

        image = id.ImageTag is { } tag
            ? ImagesOf(repository).FirstOrDefault(one => one.Tags.Contains(tag))
            : images.Find(KeyIn(repository.Key, id.ImageDigest!));
        failure =
            image is null ? ImageFailures.Missing(id)
            : id.ImageDigest is { } digest && image.Digest != digest ? ImageFailures.OtherTag(id)
            : null;
        return failure is null;
    }

    /// <summary>Finds a layer of a repository; null when it is not there.</summary>
    public async ValueTask<LayerRecord?> FindLayerAsync(
        RepositoryRecord repository,
        string digest,
        CancellationToken cancellationToken
    ) =>
        layers.Find(KeyIn(repository.Key, digest)) is { } layer
        && await blobs.ExistsAsync(BlobOf(digest), cancellationToken)
            ? layer
            : null;

    /// <summary>The blob that holds a digest's bytes.</summary>
    public static string BlobOf(string digest) =>
        digest.StartsWith(DigestPrefix, StringComparison.Ordinal) ? digest[DigestPrefix.Length..] : digest;

    /// <summary>Makes one change at a time, so that what it looked at holds while it writes.</summary>
    public async ValueTask<T> ChangeAsync<T>(Func<ValueTask<T>> change, CancellationToken cancellationToken)
    {
        using var visit = await _changing.EnterAsync(cancellationToken);
        return await change();
    }

    /// <summary>Removes layers of a repository, and their bytes unless another repository has them too.</summary>
    public async ValueTask RemoveLayersAsync(
        RepositoryRecord repository,
        IEnumerable<string> digests,
        CancellationToken cancellationToken
    )
    {
        foreach (var digest in digests)
        {
            await layers.RemoveAsync(KeyIn(repository.Key, digest), cancellationToken);
            if (!layers.All.Any(layer => layer.Digest == digest))
            {
                await blobs.DeleteAsync(BlobOf(digest), cancellationToken);
            }
        }
    }

    /// <summary>Removes the images and layers of a repository.</summary>
    public async ValueTask ClearAsync(RepositoryRecord repository, CancellationToken cancellationToken)
    {
        foreach (var image in ImagesOf(repository))
        {
            await images.RemoveAsync(KeyIn(repository.Key, image.Digest), cancellationToken);
        }

        await RemoveLayersAsync(
            repository,
            layers.List($"{repository.Key} ").Select(layer => layer.Digest),
            cancellationToken
        );
    }

    /// <summary>A repository as the API shows it.</summary>
    public static Repository Describe(RepositoryRecord repository) =>
        new()
        {
            RepositoryArn = repository.Arn,
            RegistryId = repository.Account,
            RepositoryName = repository.Name,
            RepositoryUri = repository.Uri,
            CreatedAt = repository.CreatedAt,
            ImageTagMutability = repository.TagMutability,
            ImageTagMutabilityExclusionFilters = repository.ExcludedTags.IsEmpty
                ? null
                :
                [
                    .. repository.ExcludedTags.Select(filter => new ImageTagMutabilityExclusionFilter
                    {
                        FilterType = "WILDCARD",
                        Filter = filter,
                    }),
                ],
            ImageScanningConfiguration = new ImageScanningConfiguration { ScanOnPush = repository.ScansOnPush },
            EncryptionConfiguration = new EncryptionConfiguration
            {
                EncryptionType = repository.EncryptionType,
                KmsKey = repository.KmsKey,
            },
        };
}
