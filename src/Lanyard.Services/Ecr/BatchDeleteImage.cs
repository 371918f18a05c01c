using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>
/// Deletes images by digest, or takes tags from them; one without tags left is deleted too, and the layers that it alone
/// had. What an index refers to stays as long as the index.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html" />
internal sealed class BatchDeleteImage(Repositories repositories)
    : Operation<BatchDeleteImageInput, BatchDeleteImageOutput>(EcrModel.BatchDeleteImage)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        BatchDeleteImageInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        return Needs(repositories.On("ecr:BatchDeleteImage", call, input.RegistryId, input.RepositoryName!));
    }

    public override ValueTask<BatchDeleteImageOutput> InvokeAsync(
        BatchDeleteImageInput input,
        Call call,
        CancellationToken cancellationToken
    ) =>
        repositories.ChangeAsync(
            () =>
                DeleteAsync(
                    repositories.Find(call, input.RegistryId, input.RepositoryName!),
                    input.ImageIds!,
                    cancellationToken
                ),
            cancellationToken
        );

    private async ValueTask<BatchDeleteImageOutput> DeleteAsync(
        RepositoryRecord repository,
        IReadOnlyList<ImageIdentifier> ids,
        CancellationToken cancellationToken
    )
    {
        var deleted = new List<ImageIdentifier>();
        var failures = new List<ImageFailure>();
        var layers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (!repositories.TryFindImage(repository, id, out var image, out var failure))
            {
                failures.Add(failure);
                continue;
            }

            var left = id.ImageTag is { } tag ? image.Tags.Remove(tag) : image.Tags.Clear();
            if (!left.IsEmpty)
            {
                await repositories.Images.PutAsync(image with { Tags = left }, cancellationToken);
            }
            else if (IndexesOf(repository, image.Digest) is { Count: > 0 } indexes)
            {
                failures.Add(ImageFailures.Referenced(id, indexes));
                continue;
            }
            else
            {
                layers.UnionWith(ImageParts.LayersOf(image));
                await repositories.Images.RemoveAsync(
                    Repositories.KeyIn(repository.Key, image.Digest),
                    cancellationToken
                );
            }

            deleted.AddRange(id.ImageTag is null ? ImageShape.IdsOf(image) : [id with { ImageDigest = image.Digest }]);
        }

        layers.ExceptWith(repositories.ImagesOf(repository).SelectMany(ImageParts.LayersOf));
        await repositories.RemoveLayersAsync(repository, layers, cancellationToken);
        return new BatchDeleteImageOutput { ImageIds = deleted, Failures = failures };
    }

    private List<string> IndexesOf(RepositoryRecord repository, string digest) =>
        [
            .. repositories
                .ImagesOf(repository)
                .Where(image => ImageParts.ManifestsOf(image).Contains(digest, StringComparer.Ordinal))
                .Select(image => image.Digest),
        ];
}
