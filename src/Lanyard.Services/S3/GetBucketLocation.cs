using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Says where a bucket is; us-east-1 has no name here.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html" />
internal sealed class GetBucketLocation(Buckets buckets)
    : Operation<GetBucketLocationInput, GetBucketLocationOutput>(S3Model.GetBucketLocation)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetBucketLocationInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(buckets.OnBucket(call, "s3:GetBucketLocation", input.Bucket!));

    public override ValueTask<GetBucketLocationOutput> InvokeAsync(
        GetBucketLocationInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var bucket = buckets.Find(call, input.Bucket!, input.ExpectedBucketOwner);
        return new(
            new GetBucketLocationOutput { LocationConstraint = bucket.Region == "us-east-1" ? null : bucket.Region }
        );
    }
}
