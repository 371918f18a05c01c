using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Lists the digests and tags of a repository.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImages.html" />
internal sealed class ListImages(Repositories repositories)
    : Operation<ListImagesInput, ListImagesOutput>(EcrModel.ListImages)
{
    private const int DefaultPage = 100;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListImagesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        return Needs(repositories.On("ecr:ListImages", call, input.RegistryId, input.RepositoryName!));
    }

    public override ValueTask<ListImagesOutput> InvokeAsync(
        ListImagesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        var all = repositories
            .ImagesOf(repository)
            .SelectMany(ImageShape.IdsOf)
            .Where(id => ImageShape.Passes(input.Filter?.TagStatus, isTagged: id.ImageTag is not null));
        var (page, next) = Pages.Of(
            all,
            id => $"{id.ImageDigest} {id.ImageTag}",
            input.NextToken,
            input.MaxResults ?? DefaultPage,
            EcrErrors.BadToken
        );
        return new(new ListImagesOutput { ImageIds = page, NextToken = next });
    }
}
