using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Says where a bucket is; us-east-1 has no name here.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html" />
internal sealed class GetBucketLocation(Buckets buckets)
    : BucketRead<GetBucketLocationInput, GetBucketLocationOutput>(
        S3Model.GetBucketLocation,
        buckets,
        input => (input.Bucket, input.ExpectedBucketOwner)
    )
{
    protected override GetBucketLocationOutput Answer(BucketRecord bucket) =>
        new() { LocationConstraint = bucket.Region == "us-east-1" ? null : bucket.Region };
}
