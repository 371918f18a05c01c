using System.Text;
using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Tests.Signing;

/// <summary>Requests whose signatures AWS has published.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html" />
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html" />
/// <seealso href="https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite/v4" />
public sealed class PublishedVectorTests
{
    private static readonly Secret S3SecretKey = new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    // Name, method, path, query, further headers (`name: value` lines), body, signature.
    public static TheoryData<string, string, string, string, string[], string, string> Suite =>
        new()
        {
            {
                "get-vanilla",
                "GET",
                "/",
                "",
                [],
                "",
                "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
            },
            {
                "get-vanilla-query-order-key-case",
                "GET",
                "/",
                "Param2=value2&Param1=value1",
                [],
                "",
                "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
            },
            {
                "get-vanilla-query-empty",
                "GET",
                "/",
                "Param1=value1",
                [],
                "",
                "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"
            },
            {
                "get-vanilla-query-unreserved",
                "GET",
                "/",
                "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                [],
                "",
                "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"
            },
            {
                "get-vanilla-utf8-query",
                "GET",
                "/",
                "ሴ=bar",
                [],
                "",
                "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"
            },
            {
                "get-unreserved",
                "GET",
                "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                "",
                [],
                "",
                "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"
            },
            { "get-utf8", "GET", "/ሴ", "", [], "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85" },
            {
                "get-space",
                "GET",
                "/example space/",
                "",
                [],
                "",
                "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"
            },
            {
                "get-relative",
                "GET",
                "/example/..",
                "",
                [],
                "",
                "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
            },
            {
                "get-relative-relative",
                "GET",
                "/example1/example2/../..",
                "",
                [],
                "",
                "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
            },
            {
                "get-slash",
                "GET",
                "//",
                "",
                [],
                "",
                "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
            },
            {
                "get-slash-dot-slash",
                "GET",
                "/./",
                "",
                [],
                "",
                "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
            },
            {
                "get-slash-pointless-dot",
                "GET",
                "/./example",
                "",
                [],
                "",
                "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"
            },
            {
                "get-header-key-duplicate",
                "GET",
                "/",
                "",
                ["My-Header1: value2", "My-Header1: value2", "My-Header1: value1"],
                "",
                "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"
            },
            {
                "get-header-value-order",
                "GET",
                "/",
                "",
                ["My-Header1: value4", "My-Header1: value1", "My-Header1: value3", "My-Header1: value2"],
                "",
                "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"
            },
            {
                "get-header-value-trim",
                "GET",
                "/",
                "",
                ["My-Header1:  value1", "My-Header2:  \"a   b   c\""],
                "",
                "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
            },
            {
                "post-vanilla",
                "POST",
                "/",
                "",
                [],
                "",
                "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
            },
            {
                "post-vanilla-query",
                "POST",
                "/",
                "Param1=value1",
                [],
                "",
                "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"
            },
            {
                "post-header-key-sort",
                "POST",
                "/",
                "",
                ["My-Header1: value1"],
                "",
                "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"
            },
            {
                "post-header-value-case",
                "POST",
                "/",
                "",
                ["My-Header1: VALUE1"],
                "",
                "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"
            },
            {
                "post-sts-header-before",
                "POST",
                "/",
                "",
                [
                    "X-Amz-Security-Token: AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==",
                ],
                "",
                "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"
            },
            {
                "post-x-www-form-urlencoded",
                "POST",
                "/",
                "",
                ["Content-Type: application/x-www-form-urlencoded"],
                "Param1=value1",
                "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
            },
            {
                "post-x-www-form-urlencoded-parameters",
                "POST",
                "/",
                "",
                ["Content-Type: application/x-www-form-urlencoded; charset=utf8"],
                "Param1=value1",
                "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"
            },
        };

    [Theory]
    [MemberData(nameof(Suite))]
    public void A_request_of_the_test_suite_verifies(
        string name,
        string method,
        string path,
        string query,
        string[] headers,
        string body,
        string signature
    )
    {
        var request = new WireRequest
        {
            Method = method,
            Path = path,
            Query = query,
            Headers = Given.Headers(("Host", "example.amazonaws.com"), ("X-Amz-Date", "20150830T123600Z")),
            Body = Encoding.UTF8.GetBytes(body),
        };
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            request.Headers.Add(header[..colon], header[(colon + 1)..]);
        }

        var signedHeaders = string.Join(
            ';',
            request
                .Headers.Select(h => h.Key.ToLowerInvariant())
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );
        request.Headers["Authorization"] =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
            + $"SignedHeaders={signedHeaders}, Signature={signature}";

        var verdict = Given.Verify(request, SignatureRules.For("service"), Given.At("20150830T123600Z"));

        Assert.True(verdict.IsValid, $"{name}: {verdict.CanonicalRequest}");
    }

    [Fact]
    public void The_get_object_example_verifies()
    {
        var request = S3Request("GET", "/test.txt", "");
        request.Headers.Add("Range", "bytes=0-9");
        Authorize(
            request,
            PayloadHashes.Empty,
            "host;range;x-amz-content-sha256;x-amz-date",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        );

        Assert.True(VerifyS3(request).IsValid);
    }

    [Fact]
    public void The_put_object_example_verifies()
    {
        var request = S3Request("PUT", "/test%24file.text", "");
        request.Body = "Welcome to Amazon S3."u8.ToArray();
        request.Headers.Add("Date", "Fri, 24 May 2013 00:00:00 GMT");
        request.Headers.Add("x-amz-storage-class", "REDUCED_REDUNDANCY");
        Authorize(
            request,
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
            "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        );

        Assert.True(VerifyS3(request).IsValid);
    }

    [Theory]
    [InlineData("lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void The_get_bucket_examples_verify(string query, string signature)
    {
        var request = S3Request("GET", "/", query);
        Authorize(request, PayloadHashes.Empty, "host;x-amz-content-sha256;x-amz-date", signature);

        Assert.True(VerifyS3(request).IsValid);
    }

    [Fact]
    public void The_presigned_example_verifies()
    {
        var request = new WireRequest
        {
            Method = "GET",
            Path = "/test.txt",
            Query =
                "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
            Headers = Given.Headers(("Host", "examplebucket.s3.amazonaws.com")),
        };

        var verdict = Given.Verify(request, SignatureRules.S3, Given.At("20130524T235959Z"), S3SecretKey);

        Assert.True(verdict.IsValid, verdict.CanonicalRequest);
    }

    private static WireRequest S3Request(string method, string path, string query) =>
        new()
        {
            Method = method,
            Path = path,
            Query = query,
            Headers = Given.Headers(("Host", "examplebucket.s3.amazonaws.com"), ("X-Amz-Date", "20130524T000000Z")),
        };

    private static void Authorize(WireRequest request, string payloadHash, string signedHeaders, string signature)
    {
        request.Headers["X-Amz-Content-SHA256"] = payloadHash;
        request.Headers["Authorization"] =
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
            + $"SignedHeaders={signedHeaders},Signature={signature}";
    }

    private static SignatureVerdict VerifyS3(WireRequest request) =>
        Given.Verify(request, SignatureRules.S3, Given.At("20130524T000000Z"), S3SecretKey);
}
