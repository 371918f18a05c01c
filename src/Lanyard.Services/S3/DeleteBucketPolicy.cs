using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Takes the policy from a bucket.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html" />
internal sealed class DeleteBucketPolicy(Buckets buckets)
    : Operation<DeleteBucketPolicyInput, DeleteBucketPolicyOutput>(S3Model.DeleteBucketPolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteBucketPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(buckets.OnBucket(call, "s3:DeleteBucketPolicy", input.Bucket!));

    public override async ValueTask<DeleteBucketPolicyOutput> InvokeAsync(
        DeleteBucketPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var bucket = buckets.Find(call, input.Bucket!, input.ExpectedBucketOwner);
        await buckets.ChangeAsync(bucket, current => current with { Policy = null }, cancellationToken);
        return new DeleteBucketPolicyOutput();
    }
}
