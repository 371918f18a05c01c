using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>
/// Deletes images by digest, or takes tags from them; one without tags left is deleted too, and the layers that it alone
/// had. What an index refers to stays as long as the index.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html" />
internal sealed class BatchDeleteImage(Repositories repositories, Layers layers)
    : RepositoryOperation<BatchDeleteImageInput, BatchDeleteImageOutput>(EcrModel.BatchDeleteImage, repositories)
{
    protected override Found<RepositoryRecord> Find(BatchDeleteImageInput input, Call call) =>
        Repositories.Find(call, input.RegistryId, input.RepositoryName!);

    protected override async ValueTask<BatchDeleteImageOutput> InvokeAsync(
        BatchDeleteImageInput input,
        Found<RepositoryRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var (output, released) = await Repositories.ChangeAsync(
            subject,
            (change, repository) => Delete(change, repository, input.ImageIds!),
            cancellationToken
        );
        await layers.ReleaseAsync(released);
        return output;
    }

    private (BatchDeleteImageOutput Output, IReadOnlyList<string> Released) Delete(
        RecordChange change,
        RepositoryRecord repository,
        IReadOnlyList<ImageIdentifier> ids
    )
    {
        var before = Repositories.ImagesOf(change, repository);
        var left = new RemainingImages(before);
        foreach (var id in ids)
        {
            left.Delete(id);
        }

        foreach (var image in before.Where(image => !left.Has(image)))
        {
            if (left.Find(image.Digest) is { } untagged)
            {
                change.Put(Repositories.Images, untagged);
            }
            else
            {
                change.Remove(Repositories.Images, image.Key);
            }
        }

        var output = new BatchDeleteImageOutput { ImageIds = left.Deleted, Failures = left.Failures };
        return (output, layers.Remove(change, repository, left.LayersGoneSince(before)));
    }
}
