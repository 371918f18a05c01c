using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Deletes an object; one that is not there is no error.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html" />
internal sealed class DeleteObject(Buckets buckets, BucketObjects objects)
    : Operation<DeleteObjectInput, DeleteObjectOutput>(S3Model.DeleteObject)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteObjectInput input,
        Call call,
        CancellationToken cancellationToken
    ) =>
        Needs(
            DeletionRequirements.Of(
                buckets.OnObject(call, "s3:DeleteObject", input.Bucket!, input.Key!),
                input.VersionId,
                input.BypassGovernanceRetention
            )
        );

    public override async ValueTask<DeleteObjectOutput> InvokeAsync(
        DeleteObjectInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var bucket = buckets.Find(call, input.Bucket!, input.ExpectedBucketOwner);
        if (DeletionRequirements.IsCurrent(input.VersionId))
        {
            await objects.RemoveAsync(bucket, input.Key!, cancellationToken);
        }

        return new DeleteObjectOutput();
    }
}
