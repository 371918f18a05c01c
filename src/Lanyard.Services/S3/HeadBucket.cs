using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Says whether a bucket is there and may be used.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html" />
internal sealed class HeadBucket(Buckets buckets)
    : BucketRead<HeadBucketInput, HeadBucketOutput>(
        S3Model.HeadBucket,
        buckets,
        input => (input.Bucket, input.ExpectedBucketOwner)
    )
{
    protected override IEnumerable<Requirement> Require(
        HeadBucketInput input,
        Found<BucketRecord> subject,
        Call call
    ) => [Buckets.OnBucket(call, "s3:ListBucket", subject)];

    protected override HeadBucketOutput Answer(BucketRecord bucket) => new() { BucketRegion = bucket.Region };
}
