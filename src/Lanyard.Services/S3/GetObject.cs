using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Reads an object or a part of it.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html" />
internal sealed class GetObject(Buckets buckets, BucketObjects objects)
    : BucketOperation<GetObjectInput, GetObjectOutput>(
        S3Model.GetObject,
        buckets,
        input => (input.Bucket, input.ExpectedBucketOwner)
    )
{
    protected override IEnumerable<Requirement> Require(GetObjectInput input, Found<BucketRecord> subject, Call call) =>
        [ObjectReads.On(Buckets, call, subject, input.Key!, input.VersionId)];

    protected override async ValueTask<GetObjectOutput> InvokeAsync(
        GetObjectInput input,
        BucketRecord bucket,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var (record, file) =
            await objects.OpenAsync(bucket, input.Key!, cancellationToken)
            ?? throw ObjectReads.Missing(Buckets, call, bucket, input.Key!);
        try
        {
            Preconditions.Check(record, input);
            var range = ByteRange.Parse(input.Range, record.Length);
            return ObjectHeaders.Answer(record, input, range) with { Body = PartOf(file, range) };
        }
        catch (AwsException)
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static Stream PartOf(Stream file, ByteRange? range)
    {
        if (range is not { } part)
        {
            return file;
        }

        file.Seek(part.First, SeekOrigin.Begin);
        return new BoundedStream(file, part.Length);
    }
}
