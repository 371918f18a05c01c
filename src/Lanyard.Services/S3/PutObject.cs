using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Lanyard.Access.Admission;
using Lanyard.Storage.Blobs;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Puts an object, verified while it is read; one that breaks off leaves nothing. ACLs, tags, locks and encryption headers need their permissions and are not acted on.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html" />
internal sealed class PutObject(Buckets buckets, BucketObjects objects, TimeProvider time)
    : BucketOperation<PutObjectInput, PutObjectOutput>(
        S3Model.PutObject,
        buckets,
        input => (input.Bucket, input.ExpectedBucketOwner)
    )
{
    private const int LongestKeyBytes = 1024;

    protected override IEnumerable<Requirement> Require(PutObjectInput input, Found<BucketRecord> subject, Call call) =>
        UploadRequirements.Of(Buckets.OnObject(call, "s3:PutObject", subject, input.Key!), input, call.Time);

    protected override async ValueTask<PutObjectOutput> InvokeAsync(
        PutObjectInput input,
        BucketRecord bucket,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        CheckKey(input.Key!);
        var headers = ObjectHeaders.Of(input);
        var metadata = ObjectHeaders.MetadataOf(input);
        // Looked at here, before a body is read in vain, and again when the object is put in its place.
        CheckConditions(input, await objects.FindAsync(bucket, input.Key!, cancellationToken));
        var payload = call.Payload ?? input.Body ?? Stream.Null;
        await using var writer = objects.Blobs.Create();
        var eTag = await CopyAsync(payload, writer, cancellationToken);
        var blob = await writer.CommitAsync(cancellationToken);
        var record = new ObjectRecord
        {
            Key = input.Key!,
            Blob = blob.Name,
            Length = blob.LengthBytes,
            ETag = eTag,
            ModifiedAt = time.GetUtcNow(),
            Headers = headers,
            Metadata = metadata,
            Checksums = ObjectHeaders.ChecksumsOf(payload),
        };
        await objects.PutAsync(bucket, record, current => CheckConditions(input, current), cancellationToken);
        return ObjectHeaders.Answer(record);
    }

    private static void CheckKey(string key)
    {
        var bytes = Encoding.UTF8.GetByteCount(key);
        if (bytes > LongestKeyBytes)
        {
            throw S3Errors.KeyTooLong(bytes);
        }
    }

    private static void CheckConditions(PutObjectInput input, ObjectRecord? current)
    {
        if (input.IfNoneMatch is not null && current is not null)
        {
            throw S3Errors.PreconditionFailed("If-None-Match");
        }

        if (input.IfMatch is { } match && (current is null || !Preconditions.Matches(match, current.ETag)))
        {
            throw current is null ? S3Errors.NoSuchKey(input.Key!) : S3Errors.PreconditionFailed("If-Match");
        }
    }

    private static async ValueTask<string> CopyAsync(
        Stream payload,
        BlobWriter writer,
        CancellationToken cancellationToken
    )
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while ((read = await payload.ReadAsync(buffer, cancellationToken)) > 0)
            {
                md5.AppendData(buffer, 0, read);
                await writer.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return $"\"{Convert.ToHexStringLower(md5.GetHashAndReset())}\"";
    }
}
