using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Lists the digests and tags of a repository.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImages.html" />
internal sealed class ListImages(Repositories repositories)
    : RepositoryRead<ListImagesInput, ListImagesOutput>(EcrModel.ListImages, repositories)
{
    private const int DefaultPage = 100;

    protected override Found<RepositoryRecord> Find(ListImagesInput input, Call call) =>
        Repositories.Find(call, input.RegistryId, input.RepositoryName!);

    protected override ListImagesOutput Answer(ListImagesInput input, RepositoryRecord repository)
    {
        var (page, next) = Pages.Of(
            Repositories
                .ImagesOf(repository)
                .SelectMany(ImageShape.IdsOf)
                .Where(id => ImageShape.Passes(input.Filter?.TagStatus, isTagged: id.ImageTag is not null)),
            id => $"{id.ImageDigest} {id.ImageTag}",
            input.NextToken,
            input.MaxResults ?? DefaultPage,
            EcrErrors.BadToken
        );
        return new ListImagesOutput { ImageIds = page, NextToken = next };
    }
}
