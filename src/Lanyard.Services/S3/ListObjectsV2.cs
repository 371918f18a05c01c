using System.Text;
using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Lists the objects of a bucket by key.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html" />
internal sealed class ListObjectsV2(Buckets buckets, BucketObjects objects)
    : BucketOperation<ListObjectsV2Input, ListObjectsV2Output>(
        S3Model.ListObjectsV2,
        buckets,
        input => (input.Bucket, input.ExpectedBucketOwner)
    )
{
    protected override IEnumerable<Requirement> Require(
        ListObjectsV2Input input,
        Found<BucketRecord> subject,
        Call call
    ) =>
        [
            ListingShape.On(
                Buckets.OnBucket(call, "s3:ListBucket", subject),
                input.Prefix,
                input.Delimiter,
                input.MaxKeys
            ),
        ];

    protected override async ValueTask<ListObjectsV2Output> InvokeAsync(
        ListObjectsV2Input input,
        BucketRecord bucket,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var after = input.ContinuationToken is { } token ? Read(token) : input.StartAfter;
        var most = ListingShape.PageSize(input.MaxKeys);
        var page = await KeyListing.ReadAsync(
            objects,
            bucket,
            input.Prefix ?? "",
            input.Delimiter,
            after,
            most,
            cancellationToken
        );
        return new ListObjectsV2Output
        {
            Name = input.Bucket,
            Prefix = ListingShape.Encode(input.Prefix ?? "", input.EncodingType),
            Delimiter = ListingShape.Encode(input.Delimiter, input.EncodingType),
            MaxKeys = most,
            KeyCount = page.Objects.Count + page.CommonPrefixes.Count,
            IsTruncated = page.IsTruncated,
            Contents = ListingShape.ObjectsOf(page, input.EncodingType),
            CommonPrefixes = ListingShape.PrefixesOf(page, input.EncodingType),
            EncodingType = input.EncodingType,
            ContinuationToken = input.ContinuationToken,
            NextContinuationToken = page.IsTruncated ? Write(page.Last!) : null,
            StartAfter = ListingShape.Encode(input.StartAfter, input.EncodingType),
        };
    }

    private static string Write(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    private static string Read(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw S3Errors.BadToken();
    }
}
