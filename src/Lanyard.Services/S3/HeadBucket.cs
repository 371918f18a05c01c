using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Says whether a bucket is there and may be used.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html" />
internal sealed class HeadBucket(Buckets buckets) : Operation<HeadBucketInput, HeadBucketOutput>(S3Model.HeadBucket)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        HeadBucketInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(buckets.OnBucket(call, "s3:ListBucket", input.Bucket!));

    public override ValueTask<HeadBucketOutput> InvokeAsync(
        HeadBucketInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var bucket = buckets.Find(call, input.Bucket!, input.ExpectedBucketOwner);
        return new(new HeadBucketOutput { BucketRegion = bucket.Region });
    }
}
