using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Describes images by digest or tag, or all of them.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html" />
internal sealed class DescribeImages(Repositories repositories)
    : Operation<DescribeImagesInput, DescribeImagesOutput>(EcrModel.DescribeImages)
{
    private const int DefaultPage = 100;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DescribeImagesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        return Needs(repositories.On("ecr:DescribeImages", call, input.RegistryId, input.RepositoryName!));
    }

    public override ValueTask<DescribeImagesOutput> InvokeAsync(
        DescribeImagesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        var all = input.ImageIds is { Count: > 0 } ids
            ? ids.Select(id => Find(repository, id))
            : repositories.ImagesOf(repository);
        var (page, next) = Pages.Of(
            all.Where(image => ImageShape.Passes(input.Filter?.TagStatus, isTagged: !image.Tags.IsEmpty))
                .DistinctBy(image => image.Digest, StringComparer.Ordinal)
                .OrderBy(image => image.Digest, StringComparer.Ordinal),
            image => image.Digest,
            input.NextToken,
            input.MaxResults ?? DefaultPage,
            EcrErrors.BadToken
        );
        return new(
            new DescribeImagesOutput
            {
                ImageDetails = [.. page.Select(image => ImageShape.DetailOf(repository, image))],
                NextToken = next,
            }
        );
    }

    private ImageRecord Find(RepositoryRecord repository, ImageIdentifier id) =>
        repositories.TryFindImage(repository, id, out var image, out _)
            ? image
            : throw EcrErrors.ImageNotFound(id.ImageDigest, id.ImageTag, repository.Name, repository.Account);
}
