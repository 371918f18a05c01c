using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.Tests.S3;

/// <summary>Headers and metadata that are not plain ASCII.</summary>
public sealed class ObjectHeaderTests : IAsyncLifetime
{
    private S3Door _s3 = null!;

    public static TheoryData<PutObjectInput> Unprintable() =>
        [
            S3Door.Put("k") with
            {
                ContentType = "a\nb",
            },
            S3Door.Put("k") with
            {
                ContentDisposition = "a\u0001",
            },
            S3Door.Put("k") with
            {
                CacheControl = "a\u007f",
            },
            S3Door.Put("k") with
            {
                Metadata = Metadata("a\r\nb"),
            },
        ];

    public async ValueTask InitializeAsync() => _s3 = await S3Door.OpenAsync();

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    /// <summary>The first line is the example of AWS's documentation: bytes are read as ISO 8859-1.</summary>
    /// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html" />
    [Theory]
    [InlineData("ÄMÄZÕÑ S3", "=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?=")]
    [InlineData("AMAZONS3", "AMAZONS3")]
    [InlineData("=?UTF-8?B?w4RNw4Raw5XDkSBTMw==?=", "=?UTF-8?B?w4RNw4Raw5XDkSBTMw==?=")]
    [InlineData("=?UTF-8?Q?=C3=84_b?=", "=?UTF-8?B?w4QgYg==?=")]
    [InlineData("=?iso-8859-1?q?=C4?= =?UTF-8?Q?=C3=84?=", "=?UTF-8?B?w4TDhA==?=")]
    [InlineData("a =?UTF-8?Q?b?= c", "a b c")]
    [InlineData("=?UTF-8?B?*?=", "=?UTF-8?B?*?=")]
    [InlineData("=?x-unknown?Q?b?=", "=?x-unknown?Q?b?=")]
    public async Task Metadata_travels_as_mail_headers_do(string put, string got)
    {
        await _s3.SendAsync(S3Model.PutObject, S3Door.Put("k") with { Metadata = Metadata(put) });

        var head = await _s3.SendAsync(S3Model.HeadObject, new HeadObjectInput { Bucket = S3Door.Bucket, Key = "k" });

        Assert.Equal(got, head.Metadata!["name"]);
    }

    [Fact]
    public async Task Long_metadata_is_cut_into_words_of_75_characters()
    {
        var text = string.Concat(Enumerable.Repeat("ä", 100));
        var encoded = $"=?UTF-8?B?{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text))}?=";
        await _s3.SendAsync(S3Model.PutObject, S3Door.Put("k") with { Metadata = Metadata(encoded) });

        var first = await _s3.SendAsync(S3Model.GetObject, S3Door.Get("k"));
        await first.Body!.DisposeAsync();
        await _s3.SendAsync(S3Model.PutObject, S3Door.Put("k") with { Metadata = first.Metadata });
        var second = await _s3.SendAsync(S3Model.GetObject, S3Door.Get("k"));
        await second.Body!.DisposeAsync();

        var words = first.Metadata!["name"].Split(' ');
        Assert.True(words.Length > 1);
        Assert.All(words, word => Assert.InRange(word.Length, 13, 75));
        Assert.Equal(first.Metadata["name"], second.Metadata!["name"]);
    }

    [Theory]
    [MemberData(nameof(Unprintable))]
    public async Task Header_with_control_characters_is_not_stored(PutObjectInput input)
    {
        var error = await _s3.FailAsync(S3Model.PutObject, input);

        Assert.Equal(("InvalidArgument", 400), (error.Code, error.StatusCode));
        Assert.Empty(await _s3.Door.BlobsAsync());
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("attachment; filename=\"\u4f60.txt\"")]
    public async Task Header_that_a_read_asks_for_must_be_one(string value)
    {
        await _s3.PutAsync("k");

        var get = await _s3.FailAsync(S3Model.GetObject, S3Door.Get("k") with { ResponseContentDisposition = value });
        var head = await _s3.FailAsync(
            S3Model.HeadObject,
            new HeadObjectInput
            {
                Bucket = S3Door.Bucket,
                Key = "k",
                ResponseContentDisposition = value,
            }
        );

        Assert.Equal(
            ("InvalidArgument", "Header value cannot be represented using ISO-8859-1.", 400),
            (get.Code, get.Message, get.StatusCode)
        );
        Assert.Contains(new("ArgumentName", "response-content-disposition"), get.Details);
        Assert.Equal(get.Message, head.Message);
    }

    private static Dictionary<string, string> Metadata(string value) => new() { ["name"] = value };
}
