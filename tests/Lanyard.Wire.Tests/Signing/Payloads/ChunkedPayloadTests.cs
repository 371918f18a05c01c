using System.Text;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Signing;
using Lanyard.Wire.Signing.Payloads;

namespace Lanyard.Wire.Tests.Signing.Payloads;

/// <summary>aws-chunked bodies, signed and not, with and without trailing headers.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html" />
public sealed class ChunkedPayloadTests
{
    // The CRC-32 of 10,000 times `a`.
    private const string Crc32 = "x-amz-checksum-crc32:Rn7Ulw==";

    [Theory]
    [InlineData(int.MaxValue, 4096)]
    [InlineData(1, 4096)]
    [InlineData(7, 3)]
    [InlineData(1000, 100_000)]
    public async Task Signed_chunks_decode_whatever_the_pieces(int pieceLength, int bufferLength)
    {
        var upload = new ChunkedUpload { PieceLength = pieceLength }
            .Chunk(10_000, 'a')
            .Chunk(8192, 'b')
            .Chunk(5, 'c');

        var decoded = await ReadAsync(upload.Open(), bufferLength);

        Assert.Equal(new string('a', 10_000) + new string('b', 8192) + "ccccc", decoded);
    }

    [Fact]
    public void Reading_without_waiting_decodes_too()
    {
        using var payload = new ChunkedUpload().Chunk(10_000).Open();
        using var reader = new StreamReader(payload);

        Assert.Equal(new('a', 10_000), reader.ReadToEnd());
    }

    [Fact]
    public async Task A_signed_chunk_over_a_mebibyte_passes_through()
    {
        var upload = new ChunkedUpload().Chunk((1024 * 1024) + 1).Chunk(1);

        Assert.Equal((1024 * 1024) + 2, (await ReadAsync(upload.Open())).Length);
    }

    [Fact]
    public async Task An_empty_upload_has_only_the_last_chunk()
    {
        Assert.Equal("", await ReadAsync(new ChunkedUpload().Open()));
    }

    [Theory]
    [InlineData(PayloadHashes.SignedChunksWithTrailer)]
    [InlineData(PayloadHashes.UnsignedChunksWithTrailer)]
    public async Task A_trailing_checksum_is_verified_and_shown(string payloadHash)
    {
        var upload = WithTrailer(payloadHash, Crc32).Chunk(10_000);

        var payload = upload.Open();
        Assert.Empty(payload.Checksums);
        await ReadAsync(payload);

        Assert.Equal(new(ChecksumAlgorithm.Crc32, "Rn7Ulw=="), Assert.Single(payload.Checksums));
    }

    [Fact]
    public async Task A_line_feed_before_the_end_of_a_trailing_header_does_no_harm()
    {
        var upload = new ChunkedUpload
        {
            PayloadHash = PayloadHashes.UnsignedChunksWithTrailer,
            AnnouncedTrailer = "x-amz-checksum-crc32",
            Trailer = Crc32,
            Tamper = body => body.Replace("==\r\n", "==\n\r\n", StringComparison.Ordinal),
        }.Chunk(10_000);

        Assert.Equal(10_000, (await ReadAsync(upload.Open())).Length);
    }

    [Fact]
    public async Task A_trailer_may_be_empty_when_nothing_was_announced()
    {
        var upload = new ChunkedUpload { PayloadHash = PayloadHashes.SignedChunksWithTrailer }.Chunk(10);

        Assert.Equal(10, (await ReadAsync(upload.Open())).Length);
    }

    [Fact]
    public async Task A_header_checksum_covers_the_decoded_body()
    {
        var upload = new ChunkedUpload { Headers = [("x-amz-checksum-crc32", "Rn7Ulw==")] }.Chunk(10_000);

        var payload = upload.Open();
        await ReadAsync(payload);

        Assert.Single(payload.Checksums);
    }

    [Fact]
    public async Task A_changed_byte_in_a_chunk_breaks_its_signature()
    {
        var tampered = new ChunkedUpload
        {
            Tamper = body => body.Replace("\r\nb\r\n", "\r\nx\r\n", StringComparison.Ordinal),
        }
            .Chunk(10_000, 'a')
            .Chunk(1, 'b');

        var error = await FailureAsync(tampered);

        Assert.Equal(("SignatureDoesNotMatch", 403), (error.Code, error.StatusCode));
        Assert.Equal(
            ["AWSAccessKeyId", "StringToSign", "SignatureProvided", "StringToSignBytes"],
            error.Details.Select(detail => detail.Key),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task Nothing_of_a_chunk_is_handed_out_before_its_signature_is_right()
    {
        var upload = new ChunkedUpload { PieceLength = 100, Tamper = body => body.Replace('b', 'x') }
            .Chunk(10_000, 'a')
            .Chunk(10_000, 'b');
        await using var payload = upload.Open();
        var read = new MemoryStream();

        await Assert.ThrowsAsync<AwsException>(() => payload.CopyToAsync(read, Token));

        Assert.True(read.Length <= 10_000);
        Assert.DoesNotContain((byte)'x', read.ToArray());
    }

    [Fact]
    public async Task A_changed_chunk_over_a_mebibyte_fails_at_its_end()
    {
        var upload = new ChunkedUpload
        {
            Tamper = body => body.Replace("aa\r\n", "ax\r\n", StringComparison.Ordinal),
        }.Chunk(2 * 1024 * 1024);

        Assert.Equal("SignatureDoesNotMatch", (await FailureAsync(upload)).Code);
    }

    [Fact]
    public async Task A_failed_stream_keeps_failing()
    {
        await using var payload = new ChunkedUpload { Tamper = body => body.Replace('a', 'x') }
            .Chunk(10)
            .Open();
        var buffer = new byte[100];

        await Assert.ThrowsAsync<AwsException>(async () => await payload.ReadExactlyAsync(buffer, Token));

        await Assert.ThrowsAsync<AwsException>(async () => await payload.ReadExactlyAsync(buffer, Token));
    }

    [Theory]
    [InlineData("0;chunk-signature=", "0;chunk-signature=f", "IncompleteBody")]
    [InlineData(";chunk-signature=", ";chunk-sig=", "IncompleteBody")]
    [InlineData("2710;", "-1;", "IncompleteBody")]
    [InlineData("2710;", "zz;", "IncompleteBody")]
    [InlineData("2710;", ";", "IncompleteBody")]
    [InlineData("2710;", "ffffffffffffffff;", "IncompleteBody")]
    [InlineData("2710;", "2711;", "IncompleteBody")]
    [InlineData("2710;", "270f;", "SignatureDoesNotMatch")]
    [InlineData("aa\r\n", "aa\n", "IncompleteBody")]
    [InlineData("\r\n\r\n", "\r\nx\r\n", "IncompleteBody")]
    [InlineData("\r\n\r\n", "\r\n\r\nx", "IncompleteBody")]
    [InlineData("\r\n\r\n", "\r\n", "IncompleteBody")]
    public async Task A_broken_frame_is_refused(string part, string replacement, string code)
    {
        var upload = new ChunkedUpload
        {
            Tamper = body =>
            {
                Assert.Contains(part, body, StringComparison.Ordinal);

                return body.Replace(part, replacement, StringComparison.Ordinal);
            },
        }.Chunk(10_000);

        Assert.Equal(code, (await FailureAsync(upload)).Code);
    }

    [Fact]
    public async Task Leaving_out_a_chunk_breaks_the_chain()
    {
        var upload = new ChunkedUpload
        {
            DecodedLength = "8192",
            Tamper = body => body[body.IndexOf("2000;", StringComparison.Ordinal)..],
        }
            .Chunk(10_000, 'a')
            .Chunk(8192, 'b');

        Assert.Equal("SignatureDoesNotMatch", (await FailureAsync(upload)).Code);
    }

    [Fact]
    public async Task A_line_without_end_is_refused_early()
    {
        var upload = new ChunkedUpload { Tamper = _ => new('1', 1_000_000) }.Chunk(10);

        Assert.Equal("IncompleteBody", (await FailureAsync(upload)).Code);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("11")]
    public async Task Another_length_than_declared_is_refused(string declared)
    {
        var error = await FailureAsync(new ChunkedUpload { DecodedLength = declared }.Chunk(10));

        Assert.Equal(
            (
                "IncompleteBody",
                400,
                "You did not provide the number of bytes specified by the Content-Length HTTP header"
            ),
            (error.Code, error.StatusCode, error.Message)
        );
    }

    [Fact]
    public async Task Only_the_last_chunk_may_be_small()
    {
        var error = await FailureAsync(new ChunkedUpload().Chunk(8192).Chunk(8191).Chunk(10));

        Assert.Equal(
            ("InvalidChunkSizeError", 400, "Only the last chunk is allowed to have a size less than 8192 bytes"),
            (error.Code, error.StatusCode, error.Message)
        );
        Assert.Equal([new("Chunk", "2"), new("BadChunkSize", "8191")], error.Details);
    }

    [Theory]
    [InlineData(PayloadHashes.SignedChunksWithTrailer)]
    [InlineData(PayloadHashes.UnsignedChunksWithTrailer)]
    public async Task A_wrong_trailing_checksum_is_a_bad_digest(string payloadHash)
    {
        var error = await FailureAsync(WithTrailer(payloadHash, "x-amz-checksum-crc32:AAAAAA==").Chunk(10_000));

        Assert.Equal(
            ("BadDigest", 400, "The CRC32 you specified did not match the calculated checksum."),
            (error.Code, error.StatusCode, error.Message)
        );
    }

    [Fact]
    public async Task The_last_bytes_stay_back_until_the_checksum_is_right()
    {
        await using var payload = WithTrailer(PayloadHashes.UnsignedChunksWithTrailer, "x-amz-checksum-crc32:AAAAAA==")
            .Chunk(10)
            .Open();

        await Assert.ThrowsAsync<AwsException>(async () => await payload.ReadExactlyAsync(new byte[10], Token));
    }

    [Fact]
    public async Task A_changed_trailing_checksum_breaks_the_trailer_signature()
    {
        var upload = new ChunkedUpload
        {
            PayloadHash = PayloadHashes.SignedChunksWithTrailer,
            AnnouncedTrailer = "x-amz-checksum-crc32",
            Trailer = Crc32,
            Tamper = body => body.Replace("Rn7Ulw==", "AAAAAA==", StringComparison.Ordinal),
        }.Chunk(10_000);

        Assert.Equal("SignatureDoesNotMatch", (await FailureAsync(upload)).Code);
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32:Rn7Ulw==\r\n", "", "MalformedTrailerError")]
    [InlineData("x-amz-checksum-crc32:", "x-amz-checksum-sha1:", "MalformedTrailerError")]
    [InlineData("x-amz-checksum-crc32:", "x-amz-checksum-crc32", "MalformedTrailerError")]
    [InlineData("x-amz-checksum-crc32:", "x-amz-meta-a:b\r\nx-amz-checksum-crc32:", "MalformedTrailerError")]
    [InlineData("Rn7Ulw==", "Rn7Ulw==\r\nx-amz-checksum-crc32:Rn7Ulw==", "MalformedTrailerError")]
    [InlineData("Rn7Ulw==", "Rn7Ulw==\r\nx-amz-trailer-signature:00", "MalformedTrailerError")]
    [InlineData("Rn7Ulw==", "Rn7U", "InvalidRequest")]
    [InlineData("Rn7Ulw==", "not base64", "InvalidRequest")]
    public async Task A_broken_trailer_is_refused(string part, string replacement, string code)
    {
        var upload = new ChunkedUpload
        {
            PayloadHash = PayloadHashes.UnsignedChunksWithTrailer,
            AnnouncedTrailer = "x-amz-checksum-crc32",
            Trailer = Crc32,
            Tamper = body => body.Replace(part, replacement, StringComparison.Ordinal),
        }.Chunk(10_000);

        Assert.Equal(code, (await FailureAsync(upload)).Code);
    }

    [Fact]
    public async Task A_signed_trailer_needs_its_signature()
    {
        var upload = new ChunkedUpload
        {
            PayloadHash = PayloadHashes.SignedChunksWithTrailer,
            AnnouncedTrailer = "x-amz-checksum-crc32",
            Trailer = Crc32,
            Tamper = body => body[..body.IndexOf("x-amz-trailer-signature", StringComparison.Ordinal)] + "\r\n",
        }.Chunk(10_000);

        Assert.Equal(
            "The request contained trailing data that was not well-formed or did not conform to our published schema.",
            (await FailureAsync(upload)).Message
        );
    }

    [Fact]
    public async Task An_unsigned_chunk_needs_no_signature_and_ignores_one()
    {
        var upload = new ChunkedUpload
        {
            PayloadHash = PayloadHashes.UnsignedChunksWithTrailer,
            Tamper = body => body.Replace("a\r\n", "a;chunk-signature=00\r\n", StringComparison.Ordinal),
        }.Chunk(10, 'b');

        Assert.Equal(new('b', 10), await ReadAsync(upload.Open()));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ChunkedUpload WithTrailer(string payloadHash, string trailer) =>
        new()
        {
            PayloadHash = payloadHash,
            AnnouncedTrailer = trailer.Split(':')[0],
            Trailer = trailer,
        };

    private static async Task<string> ReadAsync(PayloadStream payload, int bufferLength = 4096)
    {
        await using (payload)
        {
            var decoded = new MemoryStream();
            await payload.CopyToAsync(decoded, bufferLength, Token);

            return Encoding.Latin1.GetString(decoded.ToArray());
        }
    }

    private static Task<AwsException> FailureAsync(ChunkedUpload upload) =>
        Assert.ThrowsAsync<AwsException>(() => ReadAsync(upload.Open()));
}
