using Lanyard.Wire.Dialects;

namespace Lanyard.Wire.Tests.Dialects;

public sealed class S3AddressTests
{
    [Theory]
    [InlineData("127.0.0.1:4566", "/", null, null)]
    [InlineData("127.0.0.1:4566", "/b", "b", null)]
    [InlineData("127.0.0.1:4566", "/b/", "b", null)]
    [InlineData("127.0.0.1:4566", "/b/k/l%20m", "b", "k/l m")]
    [InlineData("127.0.0.1:4566", "/b//k", "b", "/k")]
    [InlineData("[::1]:4566", "/b/k", "b", "k")]
    [InlineData("localhost:4566", "/b/k", "b", "k")]
    [InlineData("lanyard.internal:4566", "/b/k", "b", "k")]
    [InlineData("s3.amazonaws.com", "/b/k", "b", "k")]
    [InlineData("s3.eu-west-1.amazonaws.com", "/b/k", "b", "k")]
    [InlineData("s3-eu-west-1.amazonaws.com", "/b/k", "b", "k")]
    [InlineData("b.localhost:4566", "/k", "b", "k")]
    [InlineData("b.s3.localhost:4566", "/k", "b", "k")]
    [InlineData("b.s3.amazonaws.com", "/", "b", null)]
    [InlineData("b.s3.eu-west-1.amazonaws.com", "/k", "b", "k")]
    [InlineData("my.s3-like.b.s3.dualstack.eu-west-1.amazonaws.com", "/k", "my.s3-like.b", "k")]
    [InlineData("b.s3-eu-west-1.amazonaws.com", "//k", "b", "/k")]
    [InlineData("b.s3-accelerate.amazonaws.com", "/k", "b", "k")]
    public void Host_and_path_name_bucket_and_key(string host, string path, string? bucket, string? key)
    {
        var request = new WireRequest
        {
            Method = "GET",
            Path = path,
            Headers = { { "Host", host } },
        };

        Assert.Equal(new S3Address(bucket, key), S3Address.Of(request));
    }
}
