using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Sets the policy of a bucket.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html" />
internal sealed class PutBucketPolicy(Buckets buckets)
    : Operation<PutBucketPolicyInput, PutBucketPolicyOutput>(S3Model.PutBucketPolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        PutBucketPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(buckets.OnBucket(call, "s3:PutBucketPolicy", input.Bucket!));

    public override async ValueTask<PutBucketPolicyOutput> InvokeAsync(
        PutBucketPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var bucket = buckets.Find(call, input.Bucket!, input.ExpectedBucketOwner);
        BucketPolicies.Check(input.Policy ?? "", input.Bucket!);
        await buckets.ChangeAsync(bucket, current => current with { Policy = input.Policy }, cancellationToken);
        return new PutBucketPolicyOutput();
    }
}
