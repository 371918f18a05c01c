using Lanyard.Access.Admission;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Reads an object or a part of it.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html" />
internal sealed class GetObject(Buckets buckets, BucketObjects objects)
    : Operation<GetObjectInput, GetObjectOutput>(S3Model.GetObject)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetObjectInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(ObjectReads.Require(buckets, call, input.Bucket!, input.Key!, input.VersionId));

    public override async ValueTask<GetObjectOutput> InvokeAsync(
        GetObjectInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var bucket = buckets.Find(call, input.Bucket!, input.ExpectedBucketOwner);
        var (record, file) =
            await objects.OpenAsync(bucket, input.Key!, cancellationToken)
            ?? throw ObjectReads.Missing(buckets, call, bucket, input.Key!);
        try
        {
            Preconditions.Check(
                record,
                input.IfMatch,
                input.IfNoneMatch,
                input.IfModifiedSince,
                input.IfUnmodifiedSince
            );
            var range = ByteRange.Parse(input.Range, record.Length);
            return ObjectHeaders.Answer(record, input, range, PartOf(file, range));
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
