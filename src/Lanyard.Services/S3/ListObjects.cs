using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Lists the objects of a bucket by key, as clients of the first version ask.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html" />
internal sealed class ListObjects(Buckets buckets, BucketObjects objects)
    : BucketOperation<ListObjectsInput, ListObjectsOutput>(
        S3Model.ListObjects,
        buckets,
        input => (input.Bucket, input.ExpectedBucketOwner)
    )
{
    protected override IEnumerable<Requirement> Require(
        ListObjectsInput input,
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

    protected override async ValueTask<ListObjectsOutput> InvokeAsync(
        ListObjectsInput input,
        BucketRecord bucket,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var most = ListingShape.PageSize(input.MaxKeys);
        var page = await KeyListing.ReadAsync(
            objects,
            bucket,
            input.Prefix ?? "",
            input.Delimiter,
            input.Marker is { Length: > 0 } marker ? marker : null,
            most,
            cancellationToken
        );
        return new ListObjectsOutput
        {
            Name = input.Bucket,
            Prefix = ListingShape.Encode(input.Prefix ?? "", input.EncodingType),
            Delimiter = ListingShape.Encode(input.Delimiter, input.EncodingType),
            Marker = ListingShape.Encode(input.Marker ?? "", input.EncodingType),
            NextMarker = page.IsTruncated ? ListingShape.Encode(page.Last, input.EncodingType) : null,
            MaxKeys = most,
            IsTruncated = page.IsTruncated,
            Contents = ListingShape.ObjectsOf(page, input.EncodingType),
            CommonPrefixes = ListingShape.PrefixesOf(page, input.EncodingType),
            EncodingType = input.EncodingType,
        };
    }
}
