using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Lists the objects of a bucket by key, as clients of the first version ask.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html" />
internal sealed class ListObjects(Buckets buckets, BucketObjects objects)
    : Operation<ListObjectsInput, ListObjectsOutput>(S3Model.ListObjects)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListObjectsInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(ListingShape.Require(buckets, call, input.Bucket!, input.Prefix, input.Delimiter, input.MaxKeys));

    public override async ValueTask<ListObjectsOutput> InvokeAsync(
        ListObjectsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var bucket = buckets.Find(call, input.Bucket!, input.ExpectedBucketOwner);
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
