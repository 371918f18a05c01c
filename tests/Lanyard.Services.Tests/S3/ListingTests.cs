using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.Tests.S3;

/// <summary>Listings as clients of the first version ask for them, and the sizes of pages.</summary>
public sealed class ListingTests : IAsyncLifetime
{
    private S3Door _s3 = null!;

    public async ValueTask InitializeAsync()
    {
        _s3 = await S3Door.OpenAsync();
        foreach (var key in (string[])["a/1", "a/2", "b c", "d"])
        {
            await _s3.PutAsync(key);
        }
    }

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Fact]
    public async Task Objects_are_listed_with_what_is_known_of_them()
    {
        var listed = await _s3.SendAsync(S3Model.ListObjects, List() with { Prefix = "d" });

        var item = Assert.Single(listed.Contents!);
        Assert.Equal(
            ("d", 1L, "STANDARD", "\"9dd4e461268c8034f5c8564e155c67a6\""),
            (item.Key, item.Size, item.StorageClass, item.ETag)
        );
        Assert.Equal(_s3.Door.Time.GetUtcNow(), item.LastModified);
        Assert.Equal(
            ("bucket", "d", "", 1000, false),
            (listed.Name, listed.Prefix, listed.Marker, listed.MaxKeys, listed.IsTruncated)
        );
    }

    [Fact]
    public async Task Marker_leads_from_page_to_page_and_over_common_prefixes()
    {
        var first = await _s3.SendAsync(S3Model.ListObjects, List() with { Delimiter = "/", MaxKeys = 1 });
        var second = await _s3.SendAsync(
            S3Model.ListObjects,
            List() with
            {
                Delimiter = "/",
                MaxKeys = 2,
                Marker = first.NextMarker,
            }
        );

        Assert.Equal(["a/"], first.CommonPrefixes!.Select(item => item.Prefix));
        Assert.Equal(("a/", true), (first.NextMarker, first.IsTruncated));
        Assert.Equal(["b c", "d"], second.Contents!.Select(item => item.Key));
        Assert.Equal((null, false, 0), (second.NextMarker, second.IsTruncated, second.CommonPrefixes!.Count));
    }

    [Fact]
    public async Task Keys_are_encoded_when_that_is_asked()
    {
        var listed = await _s3.SendAsync(S3Model.ListObjects, List() with { Prefix = "b ", EncodingType = "url" });

        Assert.Equal(("b%20", "b%20c"), (listed.Prefix, listed.Contents!.Single().Key));
    }

    [Fact]
    public async Task Prefix_of_a_listing_is_a_condition()
    {
        var ann = await _s3.AnnAsync("s3:ListBucket", "arn:aws:s3:::bucket", """{"StringEquals":{"s3:prefix":"a/"}}""");

        var own = await _s3.SendAsync(S3Model.ListObjects, List() with { Prefix = "a/" }, ann);
        var error = await _s3.FailAsync(S3Model.ListObjects, List(), ann);

        Assert.Equal(2, own.Contents!.Count);
        Assert.Equal(S3Door.Refusal("s3:ListBucket", "\"arn:aws:s3:::bucket\""), error.Message);
    }

    [Fact]
    public async Task Page_of_no_keys_is_empty_and_ends_the_listing()
    {
        var listed = await _s3.SendAsync(S3Model.ListObjects, List() with { MaxKeys = 0 });

        Assert.Equal((0, false), (listed.Contents!.Count, listed.IsTruncated));
    }

    [Fact]
    public async Task Page_of_less_than_no_keys_is_refused()
    {
        var first = await _s3.FailAsync(S3Model.ListObjects, List() with { MaxKeys = -1 });
        var second = await _s3.FailAsync(
            S3Model.ListObjectsV2,
            new ListObjectsV2Input { Bucket = S3Door.Bucket, MaxKeys = -1 }
        );

        Assert.Equal(
            ("InvalidArgument", "Argument max-keys must be an integer between 0 and 2147483647", 400),
            (first.Code, first.Message, first.StatusCode)
        );
        Assert.Equal(first.Message, second.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public async Task Page_of_buckets_has_one_to_ten_thousand(int size)
    {
        var error = await _s3.FailAsync(S3Model.ListBuckets, new ListBucketsInput { MaxBuckets = size });

        Assert.Equal(("InvalidArgument", 400), (error.Code, error.StatusCode));
        Assert.Contains(new("ArgumentName", "max-buckets"), error.Details);
    }

    private static ListObjectsInput List() => new() { Bucket = S3Door.Bucket };
}
