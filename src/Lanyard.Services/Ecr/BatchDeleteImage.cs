using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Deletes images by digest, or takes tags from them; one without tags left is deleted too.</summary>
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

    public override async ValueTask<BatchDeleteImageOutput> InvokeAsync(
        BatchDeleteImageInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        var deleted = new List<ImageIdentifier>();
        var failures = new List<ImageFailure>();
        foreach (var id in input.ImageIds ?? [])
        {
            if (repositories.FindImage(repository, id) is not { } image)
            {
                failures.Add(ImageShape.Missing(id));
                continue;
            }

            await repositories.Images.ChangeAsync(
                Repositories.KeyIn(repository.Key, image.Digest),
                current => Without(current, id),
                cancellationToken
            );
            deleted.Add(id with { ImageDigest = image.Digest });
        }

        return new BatchDeleteImageOutput { ImageIds = deleted, Failures = failures };
    }

    private static ImageRecord? Without(ImageRecord? image, ImageIdentifier id)
    {
        if (image is null || id.ImageDigest is not null)
        {
            return null;
        }

        var left = image.Tags.Remove(id.ImageTag!);
        return left.IsEmpty ? null : image with { Tags = left };
    }
}
