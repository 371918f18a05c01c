using System.Text;
using Lanyard.Wire.Signing;
using Lanyard.Wire.Signing.Payloads;

namespace Lanyard.Wire.Tests.Signing.Payloads;

/// <summary>The chunked uploads whose signatures AWS has published.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html" />
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html" />
public sealed class PublishedStreamTests
{
    private static readonly Secret SecretKey = new("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    [Fact]
    public async Task The_chunked_upload_example_verifies_to_its_end()
    {
        var request = Request(
            PayloadHashes.SignedChunks,
            "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                + "x-amz-storage-class",
            "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
        );
        request.Headers.Add("Content-Length", "66824");
        request.BodyStream = Body(
            "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
            "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
            "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
            "\r\n"
        );

        var verdict = Verify(request);
        var decoded = await ReadAsync(SignedPayload.Open(request, Given.Read(request), verdict.Key));

        Assert.Equal(new('a', 66560), decoded);
    }

    [Fact]
    public async Task The_chunked_upload_example_with_a_trailer_verifies_to_its_end()
    {
        var request = Request(
            PayloadHashes.SignedChunksWithTrailer,
            "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;"
                + "x-amz-trailer",
            "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"
        );
        request.Headers.Add("x-amz-trailer", "x-amz-checksum-crc32c");
        request.BodyStream = Body(
            "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
            "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
            "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            "x-amz-checksum-crc32c:sOO8/Q==\r\n"
                + "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n"
        );

        var verdict = Verify(request);
        var payload = SignedPayload.Open(request, Given.Read(request), verdict.Key);
        var decoded = await ReadAsync(payload);

        Assert.Equal(new('a', 66560), decoded);
        Assert.Equal(new(ChecksumAlgorithm.Crc32C, "sOO8/Q=="), Assert.Single(payload.Checksums));
    }

    private static WireRequest Request(string payloadHash, string signedHeaders, string signature) =>
        new()
        {
            Method = "PUT",
            Path = "/examplebucket/chunkObject.txt",
            Headers = Given.Headers(
                ("Host", "s3.amazonaws.com"),
                ("x-amz-date", "20130524T000000Z"),
                ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
                ("x-amz-content-sha256", payloadHash),
                ("Content-Encoding", "aws-chunked"),
                ("x-amz-decoded-content-length", "66560"),
                (
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + $"SignedHeaders={signedHeaders},Signature={signature}"
                )
            ),
        };

    private static MemoryStream Body(string first, string second, string last, string end)
    {
        var text =
            $"10000;chunk-signature={first}\r\n{new string('a', 65536)}\r\n"
            + $"400;chunk-signature={second}\r\n{new string('a', 1024)}\r\n"
            + $"0;chunk-signature={last}\r\n{end}";

        return new(Encoding.ASCII.GetBytes(text));
    }

    private static SignatureVerdict Verify(WireRequest request)
    {
        var verdict = Given.Verify(request, SignatureRules.S3, Given.At("20130524T000000Z"), SecretKey);
        Assert.True(verdict.IsValid, verdict.CanonicalRequest);

        return verdict;
    }

    private static async Task<string> ReadAsync(PayloadStream payload)
    {
        await using (payload)
        {
            using var reader = new StreamReader(payload, Encoding.ASCII);

            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
    }
}
