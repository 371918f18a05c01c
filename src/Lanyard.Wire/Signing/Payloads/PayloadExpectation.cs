using System.Globalization;

namespace Lanyard.Wire.Signing.Payloads;

/// <summary>What the headers of an upload say about its body.</summary>
internal sealed class PayloadExpectation
{
    private const long LargestUpload = 5L * 1024 * 1024 * 1024;

    /// <summary>The form of the body.</summary>
    public required PayloadKind Kind { get; init; }

    /// <summary>The length once decoded.</summary>
    public required long DecodedLength { get; init; }

    /// <summary>The SHA-256 in hexadecimal; null when none is declared.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The MD5 in base64; null when none is declared.</summary>
    public string? Md5 { get; private set; }

    /// <summary>How the one checksum is computed; null when there is none.</summary>
    public ChecksumAlgorithm? Algorithm { get; private set; }

    /// <summary>The checksum in base64 when a header carries it; null when a trailing header will.</summary>
    public string? Checksum { get; private set; }

    /// <summary>Whether the body is aws-chunked.</summary>
    public bool IsChunked =>
        Kind
            is PayloadKind.SignedChunks
                or PayloadKind.SignedChunksWithTrailer
                or PayloadKind.UnsignedChunksWithTrailer;

    /// <summary>Whether chunks carry signatures.</summary>
    public bool HasSignedChunks => Kind is PayloadKind.SignedChunks or PayloadKind.SignedChunksWithTrailer;

    /// <summary>Whether headers follow the last chunk.</summary>
    public bool HasTrailer => Kind is PayloadKind.SignedChunksWithTrailer or PayloadKind.UnsignedChunksWithTrailer;

    /// <summary>Reads the headers.</summary>
    /// <exception cref="Errors.AwsException">They contradict each other.</exception>
    public static PayloadExpectation Read(WireRequest request, string? payloadHash)
    {
        var kind = PayloadHashes.KindOf(payloadHash);
        var isChunked =
            kind
            is PayloadKind.SignedChunks
                or PayloadKind.SignedChunksWithTrailer
                or PayloadKind.UnsignedChunksWithTrailer;
        var expectation = new PayloadExpectation
        {
            Kind = kind,
            DecodedLength = ReadLength(request, isChunked),
            Sha256 = kind == PayloadKind.Hashed ? payloadHash : null,
        };
        expectation.ReadMd5(request.Headers["Content-MD5"]);
        expectation.ReadChecksum(request.Headers);
        expectation.ReadTrailer(request.Headers["X-Amz-Trailer"]);
        if (request.Headers["X-Amz-Sdk-Checksum-Algorithm"] is not null && expectation.Algorithm is null)
        {
            throw PayloadErrors.MissingChecksum();
        }

        return expectation;
    }

    private static long ReadLength(WireRequest request, bool isChunked)
    {
        var name = isChunked ? "x-amz-decoded-content-length" : "Content-Length";
        if (request.Headers[name] is not { } text)
        {
            return request.BodyStream is null && !isChunked ? request.Body.Length : throw PayloadErrors.MissingLength();
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            throw PayloadErrors.InvalidLength(name, text);
        }

        return length <= LargestUpload ? length : throw PayloadErrors.TooLarge(length, LargestUpload);
    }

    private void ReadMd5(string? value)
    {
        Span<byte> bytes = stackalloc byte[24];
        if (
            value is not null
            && (value.Length != 24 || !Convert.TryFromBase64String(value, bytes, out var length) || length != 16)
        )
        {
            throw PayloadErrors.InvalidMd5(value);
        }

        Md5 = value;
    }

    private void ReadChecksum(WireHeaders headers)
    {
        foreach (var header in headers)
        {
            if (!ChecksumHeader.TryParse(header.Key, out var algorithm))
            {
                continue;
            }

            if (Algorithm is not null)
            {
                throw PayloadErrors.SeveralChecksums();
            }

            var value = header.Value.Trim();
            if (!ChecksumHeader.IsWellFormed(algorithm, value))
            {
                throw PayloadErrors.InvalidChecksum(ChecksumHeader.NameOf(algorithm), isTrailing: false);
            }

            Algorithm = algorithm;
            Checksum = value;
        }
    }

    private void ReadTrailer(string? names)
    {
        if (names is null)
        {
            return;
        }

        if (!HasTrailer)
        {
            throw PayloadErrors.MalformedTrailer();
        }

        if (!ChecksumHeader.TryParse(names.AsSpan().Trim(), out var algorithm))
        {
            throw PayloadErrors.UnknownTrailer();
        }

        if (Algorithm is not null)
        {
            throw PayloadErrors.SeveralChecksums();
        }

        Algorithm = algorithm;
    }
}
