using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Takes the policy from a bucket.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html" />
internal sealed class DeleteBucketPolicy(Buckets buckets)
    : BucketOperation<DeleteBucketPolicyInput, DeleteBucketPolicyOutput>(
        S3Model.DeleteBucketPolicy,
        buckets,
        input => (input.Bucket, input.ExpectedBucketOwner)
    )
{
    protected override async ValueTask<DeleteBucketPolicyOutput> InvokeAsync(
        DeleteBucketPolicyInput input,
        BucketRecord bucket,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await Buckets.ChangeAsync(bucket, current => current with { Policy = null }, cancellationToken);
        return new DeleteBucketPolicyOutput();
    }
}
