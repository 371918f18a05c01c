using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Describes images by digest or tag, or all of them.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html" />
internal sealed class DescribeImages(Repositories repositories)
    : RepositoryRead<DescribeImagesInput, DescribeImagesOutput>(EcrModel.DescribeImages, repositories)
{
    private const int DefaultPage = 100;

    protected override Found<RepositoryRecord> Find(DescribeImagesInput input, Call call) =>
        Repositories.Find(call, input.RegistryId, input.RepositoryName!);

    protected override DescribeImagesOutput Answer(DescribeImagesInput input, RepositoryRecord repository)
    {
        var (page, next) = Pages.Of(
            Asked(input, repository)
                .Where(image => ImageShape.Passes(input.Filter?.TagStatus, isTagged: !image.Tags.IsEmpty))
                .DistinctBy(image => image.Digest, StringComparer.Ordinal)
                .OrderBy(image => image.Digest, StringComparer.Ordinal),
            image => image.Digest,
            input.NextToken,
            input.MaxResults ?? DefaultPage,
            EcrErrors.BadToken
        );
        return new DescribeImagesOutput
        {
            ImageDetails = [.. page.Select(image => ImageShape.DetailOf(repository, image))],
            NextToken = next,
        };
    }

    private IEnumerable<ImageRecord> Asked(DescribeImagesInput input, RepositoryRecord repository)
    {
        var all = Repositories.ImagesOf(repository);
        return input.ImageIds is not { Count: > 0 } ids
            ? all
            : ids.Select(id =>
                ImageLookup.TryFind(all, id, out var image, out _)
                    ? image
                    : throw EcrErrors.ImageNotFound(id.ImageDigest, id.ImageTag, repository.Name, repository.Account)
            );
    }
}
