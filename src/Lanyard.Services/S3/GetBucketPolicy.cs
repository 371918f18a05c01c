using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Reads the policy of a bucket.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html" />
internal sealed class GetBucketPolicy(Buckets buckets)
    : BucketRead<GetBucketPolicyInput, GetBucketPolicyOutput>(
        S3Model.GetBucketPolicy,
        buckets,
        input => (input.Bucket, input.ExpectedBucketOwner)
    )
{
    protected override GetBucketPolicyOutput Answer(BucketRecord bucket) =>
        bucket.Policy is { } policy ? new() { Policy = policy } : throw S3Errors.NoSuchBucketPolicy(bucket.Name);
}
