using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Deletes a bucket that is empty.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html" />
internal sealed class DeleteBucket(Buckets buckets, BucketObjects objects)
    : Operation<DeleteBucketInput, DeleteBucketOutput>(S3Model.DeleteBucket)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteBucketInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(buckets.OnBucket(call, "s3:DeleteBucket", input.Bucket!));

    public override async ValueTask<DeleteBucketOutput> InvokeAsync(
        DeleteBucketInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var bucket = buckets.Find(call, input.Bucket!, input.ExpectedBucketOwner);
        await objects.RemoveBucketAsync(bucket, cancellationToken);
        return new DeleteBucketOutput();
    }
}
