using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Sets the policy of a bucket.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html" />
internal sealed class PutBucketPolicy(Buckets buckets)
    : BucketOperation<PutBucketPolicyInput, PutBucketPolicyOutput>(
        S3Model.PutBucketPolicy,
        buckets,
        input => (input.Bucket, input.ExpectedBucketOwner)
    )
{
    protected override async ValueTask<PutBucketPolicyOutput> InvokeAsync(
        PutBucketPolicyInput input,
        BucketRecord bucket,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        BucketPolicies.Check(input.Policy ?? "", Buckets.ArnOf(bucket.Region, bucket.Name));
        await Buckets.ChangeAsync(bucket, current => current with { Policy = input.Policy }, cancellationToken);
        return new PutBucketPolicyOutput();
    }
}
