using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Describes an object.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html" />
internal sealed class HeadObject(Buckets buckets, BucketObjects objects)
    : Operation<HeadObjectInput, HeadObjectOutput>(S3Model.HeadObject)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        HeadObjectInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(ObjectReads.Require(buckets, call, input.Bucket!, input.Key!, input.VersionId));

    public override async ValueTask<HeadObjectOutput> InvokeAsync(
        HeadObjectInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var bucket = buckets.Find(call, input.Bucket!, input.ExpectedBucketOwner);
        var record =
            await objects.FindAsync(bucket, input.Key!, cancellationToken)
            ?? throw ObjectReads.Missing(buckets, call, bucket, input.Key!);
        Preconditions.Check(record, input.IfMatch, input.IfNoneMatch, input.IfModifiedSince, input.IfUnmodifiedSince);
        return ObjectHeaders.Answer(record, input, ByteRange.Parse(input.Range, record.Length));
    }
}
