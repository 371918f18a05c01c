using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Reads manifests.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html" />
internal sealed class BatchGetImage(Repositories repositories)
    : Operation<BatchGetImageInput, BatchGetImageOutput>(EcrModel.BatchGetImage)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        BatchGetImageInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        return Needs(repositories.On("ecr:BatchGetImage", call, input.RegistryId, input.RepositoryName!));
    }

    public override ValueTask<BatchGetImageOutput> InvokeAsync(
        BatchGetImageInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        var images = new List<Image>();
        var failures = new List<ImageFailure>();
        foreach (var id in input.ImageIds ?? [])
        {
            if (repositories.TryFindImage(repository, id, out var image, out var failure))
            {
                images.Add(ImageShape.Of(repository, image, id.ImageTag));
            }
            else
            {
                failures.Add(failure);
            }
        }

        return new(new BatchGetImageOutput { Images = images, Failures = failures });
    }
}
