using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Deletes an object; one that is not there is no error.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html" />
internal sealed class DeleteObject(Buckets buckets, BucketObjects objects)
    : BucketOperation<DeleteObjectInput, DeleteObjectOutput>(
        S3Model.DeleteObject,
        buckets,
        input => (input.Bucket, input.ExpectedBucketOwner)
    )
{
    protected override IEnumerable<Requirement> Require(
        DeleteObjectInput input,
        Found<BucketRecord> subject,
        Call call
    ) =>
        DeletionRequirements.Of(
            Buckets.OnObject(call, "s3:DeleteObject", subject, input.Key!),
            input.VersionId,
            input.BypassGovernanceRetention
        );

    protected override async ValueTask<DeleteObjectOutput> InvokeAsync(
        DeleteObjectInput input,
        BucketRecord bucket,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        if (DeletionRequirements.IsCurrent(input.VersionId))
        {
            await objects.RemoveAsync(bucket, input.Key!, cancellationToken);
        }

        return new DeleteObjectOutput();
    }
}
