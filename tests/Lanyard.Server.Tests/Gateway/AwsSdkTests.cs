using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Lanyard.Server.Tests.Composition;

namespace Lanyard.Server.Tests.Gateway;

/// <summary>The SDK of AWS for .NET as a client: what it sends is understood, and what it is answered it understands.</summary>
public sealed class AwsSdkTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private AmazonS3Client _s3 = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync();
        _s3 = new AmazonS3Client(Credentials(), Configured(new AmazonS3Config { ForcePathStyle = true }));
        await _s3.PutBucketAsync("bucket", Token);
    }

    public async ValueTask DisposeAsync()
    {
        _s3.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Caller_is_who_holds_the_key()
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            Credentials(),
            Configured(new AmazonSecurityTokenServiceConfig())
        );

        var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token);

        Assert.Equal("000000000000", identity.Account);
    }

    [Fact]
    public async Task Unknown_key_is_refused_by_its_code()
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "secret"),
            Configured(new AmazonSecurityTokenServiceConfig())
        );

        var error = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() =>
            sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token)
        );

        Assert.Equal(("InvalidClientTokenId", HttpStatusCode.Forbidden), (error.ErrorCode, error.StatusCode));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a b+c%20/ä//x..y")]
    [InlineData("with/../dots")]
    public async Task Object_comes_back_as_it_was_put_under_any_key(string key)
    {
        await PutAsync(key, "hello");

        Assert.Equal("hello", await GetAsync(key));
        Assert.Equal([key], (await ListAsync()).S3Objects.Select(item => item.Key));
    }

    [Fact]
    public async Task Metadata_and_headers_come_back()
    {
        var put = new PutObjectRequest
        {
            BucketName = "bucket",
            Key = "k",
            ContentBody = "{}",
            ContentType = "application/json",
        };
        put.Metadata["color"] = "blue";
        await _s3.PutObjectAsync(put, Token);

        var head = await _s3.GetObjectMetadataAsync("bucket", "k", Token);

        Assert.Equal(
            ("application/json", "blue", 2L),
            (head.Headers.ContentType, head.Metadata["color"], head.ContentLength)
        );
    }

    [Fact]
    public async Task Missing_key_is_an_error_of_its_own()
    {
        var error = await Assert.ThrowsAsync<NoSuchKeyException>(() => GetAsync("nothing"));

        Assert.Equal(("NoSuchKey", "The specified key does not exist."), (error.ErrorCode, error.Message));
    }

    [Fact]
    public async Task Stream_of_unknown_checksum_is_signed_in_chunks()
    {
        var bytes = new byte[300_000];
        Random.Shared.NextBytes(bytes);
        await _s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "bucket",
                Key = "k",
                InputStream = new MemoryStream(bytes),
                UseChunkEncoding = true,
            },
            Token
        );

        using var got = await _s3.GetObjectAsync("bucket", "k", Token);
        using var held = new MemoryStream();
        await got.ResponseStream.CopyToAsync(held, Token);

        Assert.Equal(bytes, held.ToArray());
    }

    [Fact]
    public async Task Address_that_was_signed_before_opens_the_object()
    {
        await PutAsync("k", "hello");
        var address = await _s3.GetPreSignedURLAsync(
            new GetPreSignedUrlRequest
            {
                BucketName = "bucket",
                Key = "k",
                Expires = TimeProvider.System.GetUtcNow().AddMinutes(5).UtcDateTime,
                Protocol = Protocol.HTTP,
            }
        );

        using var http = new HttpClient();

        Assert.Equal("hello", await http.GetStringAsync(new Uri(address), Token));
    }

    [Fact]
    public async Task Many_keys_are_deleted_at_once()
    {
        await PutAsync("a", "1");
        await PutAsync("b", "2");

        var deleted = await _s3.DeleteObjectsAsync(
            new DeleteObjectsRequest
            {
                BucketName = "bucket",
                Objects = [new KeyVersion { Key = "a" }, new KeyVersion { Key = "b" }],
            },
            Token
        );

        Assert.Equal(2, deleted.DeletedObjects.Count);
        Assert.Empty((await ListAsync()).S3Objects ?? []);
    }

    [Fact]
    public async Task Keys_are_listed_page_by_page()
    {
        foreach (var key in (string[])["a/1", "a/2", "b/1", "c"])
        {
            await PutAsync(key, "x");
        }

        var pages = _s3.Paginators.ListObjectsV2(
            new ListObjectsV2Request
            {
                BucketName = "bucket",
                Delimiter = "/",
                MaxKeys = 1,
            }
        );
        var seen = new List<string>();
        await foreach (var page in pages.Responses.WithCancellation(Token))
        {
            seen.AddRange(page.CommonPrefixes ?? []);
            seen.AddRange((page.S3Objects ?? []).Select(item => item.Key));
        }

        Assert.Equal(["a/", "b/", "c"], seen);
    }

    private Task<PutObjectResponse> PutAsync(string key, string text) =>
        _s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "bucket",
                Key = key,
                ContentBody = text,
            },
            Token
        );

    private async Task<string> GetAsync(string key)
    {
        using var got = await _s3.GetObjectAsync("bucket", key, Token);
        using var reader = new StreamReader(got.ResponseStream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Token);
    }

    private Task<ListObjectsV2Response> ListAsync() =>
        _s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Token);

    private BasicAWSCredentials Credentials() => new(_server.File.AccessKeyId, _server.File.SecretAccessKey);

    private T Configured<T>(T config)
        where T : ClientConfig
    {
        config.ServiceURL = _server.Server.Endpoint.ToString();
        config.AuthenticationRegion = _server.File.Region;
        config.MaxErrorRetry = 0;
        return config;
    }
}
