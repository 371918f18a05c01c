using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Describes an object: a read without the bytes.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html" />
internal sealed class HeadObject(Buckets buckets, BucketObjects objects)
    : BucketOperation<HeadObjectInput, HeadObjectOutput>(
        S3Model.HeadObject,
        buckets,
        input => (input.Bucket, input.ExpectedBucketOwner)
    )
{
    protected override IEnumerable<Requirement> Require(
        HeadObjectInput input,
        Found<BucketRecord> subject,
        Call call
    ) => [ObjectReads.On(Buckets, call, subject, input.Key!, input.VersionId)];

    protected override async ValueTask<HeadObjectOutput> InvokeAsync(
        HeadObjectInput input,
        BucketRecord bucket,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var record =
            await objects.FindAsync(bucket, input.Key!, cancellationToken)
            ?? throw ObjectReads.Missing(Buckets, call, bucket, input.Key!);
        var read = HeadShape.ReadOf(input);
        Preconditions.Check(record, read);
        return HeadShape.Of(ObjectHeaders.Answer(record, read, ByteRange.Parse(input.Range, record.Length)));
    }
}
