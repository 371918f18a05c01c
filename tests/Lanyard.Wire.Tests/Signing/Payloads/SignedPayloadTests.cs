using System.Text;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Signing;
using Lanyard.Wire.Signing.Payloads;

namespace Lanyard.Wire.Tests.Signing.Payloads;

/// <summary>Bodies that are the object itself, their checksums, and headers that contradict each other.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html" />
public sealed class SignedPayloadTests
{
    // Of `123456789`, as the catalogues of checksums give them.
    public static TheoryData<string, ChecksumAlgorithm, string> Checksums =>
        new()
        {
            { "x-amz-checksum-crc32", ChecksumAlgorithm.Crc32, Base64("CBF43926") },
            { "x-amz-checksum-crc32c", ChecksumAlgorithm.Crc32C, Base64("E3069283") },
            { "x-amz-checksum-crc64nvme", ChecksumAlgorithm.Crc64Nvme, Base64("AE8B14860A799888") },
            { "x-amz-checksum-sha1", ChecksumAlgorithm.Sha1, Base64("F7C3BC1D808E04732ADF679965CCC34CA7AE3441") },
            {
                "x-amz-checksum-sha256",
                ChecksumAlgorithm.Sha256,
                Base64("15E2B0D3C33891EBB0F1EF609EC419420C20E320CE94C65FBC8C3312448EB225")
            },
        };

    [Theory]
    [MemberData(nameof(Checksums))]
    public async Task A_header_checksum_is_verified_and_shown(string header, ChecksumAlgorithm algorithm, string value)
    {
        var payload = Open("123456789", null, (header, value));

        Assert.Equal("123456789", await ReadAsync(payload));
        Assert.Equal(new(algorithm, value), Assert.Single(payload.Checksums));
    }

    [Theory]
    [MemberData(nameof(Checksums))]
    public async Task A_wrong_header_checksum_is_a_bad_digest(string header, ChecksumAlgorithm algorithm, string value)
    {
        var error = await FailureAsync("12345678", null, (header, value));

        Assert.Equal("BadDigest", error.Code);
        Assert.Equal(
            $"The {algorithm.ToString().ToUpperInvariant()} you specified did not match the calculated checksum.",
            error.Message
        );
    }

    [Theory]
    [MemberData(nameof(Checksums))]
    public void A_checksum_of_the_wrong_length_is_invalid(string header, ChecksumAlgorithm algorithm, string value)
    {
        var error = Assert.Throws<AwsException>(() => Open("1", null, (header, value + "AAAA")));

        Assert.Equal(("InvalidRequest", $"Value for {header} header is invalid."), (error.Code, error.Message));
        Assert.True(Enum.IsDefined(algorithm));
    }

    [Fact]
    public async Task A_body_matches_its_declared_hash()
    {
        Assert.Equal("a receipt", await ReadAsync(Open("a receipt")));
    }

    [Theory]
    [InlineData("a receip")]
    [InlineData("a receipts")]
    public async Task A_body_of_another_length_is_incomplete(string sent)
    {
        var request = Given.SignedUpload();
        request.Headers["Content-Length"] = "9";
        request.BodyStream = new MemoryStream(Encoding.UTF8.GetBytes(sent));

        var error = await Assert.ThrowsAsync<AwsException>(() => ReadAsync(OpenVerified(request)));

        Assert.Equal("IncompleteBody", error.Code);
    }

    [Fact]
    public async Task Another_body_than_declared_fails_before_its_last_bytes_are_handed_out()
    {
        var request = Given.SignedUpload();
        request.Headers["Content-Length"] = "9";
        request.BodyStream = new MemoryStream("A receipt"u8.ToArray());
        await using var payload = OpenVerified(request);

        var error = await Assert.ThrowsAsync<AwsException>(async () =>
            await payload.ReadExactlyAsync(new byte[9], TestContext.Current.CancellationToken)
        );

        Assert.Equal(
            (
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed."
            ),
            (error.Code, error.Message)
        );
    }

    [Fact]
    public async Task A_body_that_is_not_signed_may_be_anything()
    {
        Assert.Equal("anything", await ReadAsync(Open("anything", PayloadHashes.NotSigned)));
    }

    [Fact]
    public async Task A_presigned_upload_is_not_signed()
    {
        var request = Given.Upload();
        Given
            .Signer()
            .Presign(request, Given.LongTerm, "us-east-1", SignatureRules.S3, Given.Now, TimeSpan.FromMinutes(1));

        Assert.Equal("a receipt", await ReadAsync(OpenVerified(request)));
    }

    [Fact]
    public async Task An_anonymous_upload_is_read_as_it_is()
    {
        Assert.Equal("a receipt", await ReadAsync(SignedPayload.Open(Given.Upload(), null, null)));
    }

    [Fact]
    public void Signed_chunks_cannot_be_anonymous()
    {
        var request = Given.Upload();
        request.Headers["X-Amz-Content-SHA256"] = PayloadHashes.SignedChunks;
        request.Headers["X-Amz-Decoded-Content-Length"] = "9";

        Assert.Equal("InvalidRequest", Assert.Throws<AwsException>(() => SignedPayload.Open(request, null, null)).Code);
    }

    [Fact]
    public async Task The_MD5_is_verified()
    {
        const string Md5 = "JfnnlDI7RTiF9RgfG2JNCw==";

        Assert.Equal("123456789", await ReadAsync(Open("123456789", null, ("Content-MD5", Md5))));
        var error = await FailureAsync("12345678", null, ("Content-MD5", Md5));
        Assert.Equal(
            ("BadDigest", "The Content-MD5 you specified did not match what we received."),
            (error.Code, error.Message)
        );
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("AAAA")]
    public void An_MD5_that_is_none_is_invalid(string value)
    {
        var error = Assert.Throws<AwsException>(() => Open("1", null, ("Content-MD5", value)));

        Assert.Equal(("InvalidDigest", "The Content-MD5 you specified was invalid."), (error.Code, error.Message));
    }

    [Fact]
    public void A_stream_needs_a_length()
    {
        var request = Given.SignedUpload();
        request.BodyStream = new MemoryStream();

        var error = Assert.Throws<AwsException>(() => OpenVerified(request));

        Assert.Equal(
            ("MissingContentLength", 411, "You must provide the Content-Length HTTP header."),
            (error.Code, error.StatusCode, error.Message)
        );
    }

    [Fact]
    public void Chunks_need_a_decoded_length()
    {
        Assert.Equal("MissingContentLength", ContradictionOf(PayloadHashes.SignedChunks).Code);
    }

    [Theory]
    [InlineData("-1", "InvalidArgument")]
    [InlineData("many", "InvalidArgument")]
    [InlineData("99999999999999999999", "InvalidArgument")]
    [InlineData("5368709121", "EntityTooLarge")]
    public void A_length_must_be_possible(string length, string code)
    {
        Assert.Equal(code, ContradictionOf(PayloadHashes.SignedChunks, ("X-Amz-Decoded-Content-Length", length)).Code);
    }

    [Fact]
    public void Two_checksums_are_one_too_many()
    {
        var error = ContradictionOf(null, ("x-amz-checksum-crc32", "AAAAAA=="), ("x-amz-checksum-crc32c", "AAAAAA=="));

        Assert.Equal(
            ("InvalidRequest", "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."),
            (error.Code, error.Message)
        );
    }

    [Fact]
    public void A_checksum_in_header_and_trailer_is_one_too_many()
    {
        var error = ContradictionOf(
            PayloadHashes.UnsignedChunksWithTrailer,
            ("X-Amz-Decoded-Content-Length", "1"),
            ("x-amz-checksum-crc32", "AAAAAA=="),
            ("x-amz-trailer", "x-amz-checksum-crc32")
        );

        Assert.Equal("InvalidRequest", error.Code);
    }

    [Fact]
    public void An_algorithm_without_a_checksum_is_refused()
    {
        var error = ContradictionOf(null, ("x-amz-sdk-checksum-algorithm", "CRC32"));

        Assert.Equal(
            "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers "
                + "were found.",
            error.Message
        );
    }

    [Fact]
    public void Only_checksums_may_trail()
    {
        var error = ContradictionOf(
            PayloadHashes.UnsignedChunksWithTrailer,
            ("X-Amz-Decoded-Content-Length", "1"),
            ("x-amz-trailer", "x-amz-meta-note")
        );

        Assert.Equal("The value specified in the x-amz-trailer header is not supported", error.Message);
    }

    [Fact]
    public void A_body_without_a_trailer_cannot_announce_one()
    {
        Assert.Equal("MalformedTrailerError", ContradictionOf(null, ("x-amz-trailer", "x-amz-checksum-crc32")).Code);
    }

    [Fact]
    public async Task A_disposed_stream_is_not_read_and_the_source_stays_open()
    {
        var request = Given.SignedUpload();
        request.Headers["Content-Length"] = "9";
        request.BodyStream = new MemoryStream(request.Body.ToArray());
        var payload = OpenVerified(request);
        await payload.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => payload.ReadByte());
        Assert.True(request.BodyStream.CanRead);
    }

    private static AwsException ContradictionOf(string? payloadHash, params (string, string)[] headers) =>
        Assert.Throws<AwsException>(() => Open("1", payloadHash, headers));

    private static PayloadStream Open(string body, string? payloadHash = null, params (string, string)[] headers)
    {
        var request = Given.Upload(body);
        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }

        Given.Signer().Sign(request, Given.LongTerm, "us-east-1", SignatureRules.S3, Given.Now, payloadHash);

        return OpenVerified(request);
    }

    private static PayloadStream OpenVerified(WireRequest request)
    {
        var verdict = Given.Verify(request, SignatureRules.S3);
        Assert.True(verdict.IsValid, verdict.Fault.ToString());

        return SignedPayload.Open(request, Given.Read(request), verdict.Key);
    }

    private static Task<AwsException> FailureAsync(
        string body,
        string? payloadHash,
        params (string, string)[] headers
    ) => Assert.ThrowsAsync<AwsException>(() => ReadAsync(Open(body, payloadHash, headers)));

    private static async Task<string> ReadAsync(PayloadStream payload)
    {
        await using (payload)
        {
            using var reader = new StreamReader(payload, Encoding.Latin1);

            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
    }

    private static string Base64(string hexadecimal) => Convert.ToBase64String(Convert.FromHexString(hexadecimal));
}
