using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Reads the policy of a bucket.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html" />
internal sealed class GetBucketPolicy(Buckets buckets)
    : Operation<GetBucketPolicyInput, GetBucketPolicyOutput>(S3Model.GetBucketPolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetBucketPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(buckets.OnBucket(call, "s3:GetBucketPolicy", input.Bucket!));

    public override ValueTask<GetBucketPolicyOutput> InvokeAsync(
        GetBucketPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var bucket = buckets.Find(call, input.Bucket!, input.ExpectedBucketOwner);
        return bucket.Policy is { } policy
            ? new(new GetBucketPolicyOutput { Policy = policy })
            : throw S3Errors.NoSuchBucketPolicy(bucket.Name);
    }
}
