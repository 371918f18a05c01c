using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Keys and prefixes as listings show them, URL-encoded when that was asked for; and what listing requires.</summary>
internal static class ListingShape
{
    private const int LargestPage = 1000;

    /// <summary>The requirement of listing a bucket, with what is asked for as condition values.</summary>
    public static Requirement On(Requirement list, string? prefix, string? delimiter, int? maxKeys) =>
        list.With("s3:prefix", prefix)
            .With("s3:delimiter", delimiter)
            .With("s3:max-keys", maxKeys is { } most ? BucketObjects.Text(most) : null);

    /// <summary>How many keys and prefixes a page holds at the most.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>InvalidArgument</c>: less than none.</exception>
    public static int PageSize(int? maxKeys) =>
        maxKeys switch
        {
            null => LargestPage,
            < 0 => throw S3Errors.OutOfRange("max-keys", maxKeys.Value, 0, int.MaxValue),
            _ => Math.Min(maxKeys.Value, LargestPage),
        };

    /// <summary>The objects of a page.</summary>
    public static IReadOnlyList<S3Object> ObjectsOf(KeyListing listing, string? encoding) =>
        [
            .. listing.Objects.Select(item => new S3Object
            {
                Key = Encode(item.Key, encoding),
                LastModified = item.ModifiedAt,
                ETag = item.ETag,
                Size = item.Length,
                StorageClass = "STANDARD",
            }),
        ];

    /// <summary>The common prefixes of a page.</summary>
    public static IReadOnlyList<CommonPrefix> PrefixesOf(KeyListing listing, string? encoding) =>
        [.. listing.CommonPrefixes.Select(prefix => new CommonPrefix { Prefix = Encode(prefix, encoding) })];

    /// <summary>A key or prefix; slashes stay as they are.</summary>
    public static string? Encode(string? text, string? encoding) =>
        encoding == "url" && text is not null
            ? Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal)
            : text;
}
