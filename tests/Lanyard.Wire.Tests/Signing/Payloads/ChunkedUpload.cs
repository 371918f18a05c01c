using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lanyard.Wire.Signing;
using Lanyard.Wire.Signing.Payloads;

namespace Lanyard.Wire.Tests.Signing.Payloads;

/// <summary>An aws-chunked upload, signed here as a client would, apart from the code under test.</summary>
internal sealed class ChunkedUpload
{
    private readonly SigningKeyCache _keys = new();
    private readonly List<byte[]> _chunks = [];

    public string PayloadHash { get; init; } = PayloadHashes.SignedChunks;

    /// <summary>As <c>x-amz-checksum-crc32:AAAAAA==</c>; null for none.</summary>
    public string? Trailer { get; init; }

    /// <summary>What stands in <c>x-amz-trailer</c>; null for none.</summary>
    public string? AnnouncedTrailer { get; init; }

    public string? DecodedLength { get; init; }

    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>Changes the encoded body before it is sent.</summary>
    public Func<string, string> Tamper { get; init; } = body => body;

    /// <summary>How many bytes the source gives at a time.</summary>
    public int PieceLength { get; init; } = int.MaxValue;

    public ChunkedUpload Chunk(int length, char filler = 'a')
    {
        _chunks.Add(Encoding.ASCII.GetBytes(new string(filler, length)));

        return this;
    }

    public static ChunkedUpload Unsigned(string? trailer, string? announced) =>
        new()
        {
            PayloadHash = PayloadHashes.UnsignedChunksWithTrailer,
            Trailer = trailer,
            AnnouncedTrailer = announced,
        };

    public PayloadStream Open()
    {
        var request = Given.Upload("");
        request.Headers["Content-Encoding"] = "aws-chunked";
        request.Headers["X-Amz-Decoded-Content-Length"] =
            DecodedLength ?? _chunks.Sum(chunk => chunk.Length).ToString(CultureInfo.InvariantCulture);
        request.Headers["X-Amz-Trailer"] = AnnouncedTrailer;
        foreach (var (name, value) in Headers)
        {
            request.Headers[name] = value;
        }

        new RequestSigner(_keys).Sign(request, Given.LongTerm, "us-east-1", SignatureRules.S3, Given.Now, PayloadHash);
        var signature = Given.Read(request);
        var body = Encoding.Latin1.GetBytes(Tamper(Encode(signature.Signature)));
        request.BodyStream = new PieceStream(body, PieceLength);
        var verdict = Given.Verify(request, SignatureRules.S3);
        Assert.True(verdict.IsValid, verdict.Fault.ToString());

        return SignedPayload.Open(request, signature, verdict.Key);
    }

    private string Encode(string seed)
    {
        var isSigned = PayloadHash.Contains("HMAC", StringComparison.Ordinal);
        var body = new StringBuilder();
        var previous = seed;
        foreach (var chunk in _chunks.Append([]))
        {
            body.Append(CultureInfo.InvariantCulture, $"{chunk.Length:x}");
            if (isSigned)
            {
                previous = Sign("PAYLOAD", previous, $"{PayloadHashes.Empty}\n{Hash(chunk)}");
                body.Append(";chunk-signature=").Append(previous);
            }

            body.Append("\r\n").Append(Encoding.Latin1.GetString(chunk)).Append(chunk.Length == 0 ? "" : "\r\n");
        }

        if (Trailer is not null)
        {
            body.Append(Trailer).Append("\r\n");
        }

        if (isSigned && PayloadHash.EndsWith("TRAILER", StringComparison.Ordinal))
        {
            var lines = Trailer is null ? "" : Trailer + "\n";
            var signature = Sign("TRAILER", previous, Hash(Encoding.UTF8.GetBytes(lines)));
            body.Append("x-amz-trailer-signature:").Append(signature).Append("\r\n");
        }

        return body.Append("\r\n").ToString();
    }

    private static string Sign(string kind, string previous, string rest)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + Given.SecretKey.Reveal());
        foreach (var part in new[] { "20261124", "us-east-1", "s3", "aws4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var text = $"AWS4-HMAC-SHA256-{kind}\n20261124T103000Z\n20261124/us-east-1/s3/aws4_request\n{previous}\n{rest}";

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>A stream that gives at most so many bytes at a time, as a network does.</summary>
internal sealed class PieceStream(byte[] bytes, int pieceLength) : MemoryStream(bytes, writable: false)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, pieceLength)]);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, pieceLength)], cancellationToken);
}
