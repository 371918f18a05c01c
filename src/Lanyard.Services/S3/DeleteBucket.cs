using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Deletes a bucket that is empty.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html" />
internal sealed class DeleteBucket(Buckets buckets, BucketObjects objects)
    : BucketOperation<DeleteBucketInput, DeleteBucketOutput>(
        S3Model.DeleteBucket,
        buckets,
        input => (input.Bucket, input.ExpectedBucketOwner)
    )
{
    protected override async ValueTask<DeleteBucketOutput> InvokeAsync(
        DeleteBucketInput input,
        BucketRecord bucket,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await objects.RemoveBucketAsync(bucket, cancellationToken);
        return new DeleteBucketOutput();
    }
}
