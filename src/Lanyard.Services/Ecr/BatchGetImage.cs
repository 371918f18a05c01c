using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Reads manifests.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html" />
internal sealed class BatchGetImage(Repositories repositories)
    : RepositoryRead<BatchGetImageInput, BatchGetImageOutput>(EcrModel.BatchGetImage, repositories)
{
    protected override Found<RepositoryRecord> Find(BatchGetImageInput input, Call call) =>
        Repositories.Find(call, input.RegistryId, input.RepositoryName!);

    protected override BatchGetImageOutput Answer(BatchGetImageInput input, RepositoryRecord repository)
    {
        var all = Repositories.ImagesOf(repository);
        var images = new List<Image>();
        var failures = new List<ImageFailure>();
        foreach (var id in input.ImageIds ?? [])
        {
            if (ImageLookup.TryFind(all, id, out var image, out var failure))
            {
                images.Add(ImageShape.Of(repository, image, id.ImageTag));
            }
            else
            {
                failures.Add(failure);
            }
        }

        return new BatchGetImageOutput { Images = images, Failures = failures };
    }
}
