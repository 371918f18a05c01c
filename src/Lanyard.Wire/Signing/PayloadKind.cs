namespace Lanyard.Wire.Signing;

/// <summary>What <c>x-amz-content-sha256</c> declares about a body.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html" />
public enum PayloadKind
{
    /// <summary>Nothing is declared: the body's hash is part of the signature all the same (not S3).</summary>
    Undeclared,

    /// <summary>A SHA-256 in hexadecimal: the body must match it.</summary>
    Hashed,

    /// <summary><c>UNSIGNED-PAYLOAD</c>: the signature says nothing about the body.</summary>
    NotSigned,

    /// <summary><c>STREAMING-AWS4-HMAC-SHA256-PAYLOAD</c>: aws-chunked, each chunk signed.</summary>
    SignedChunks,

    /// <summary><c>STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER</c>: aws-chunked, each chunk and the trailer signed.</summary>
    SignedChunksWithTrailer,

    /// <summary><c>STREAMING-UNSIGNED-PAYLOAD-TRAILER</c>: aws-chunked, a checksum in the trailer, nothing signed.</summary>
    UnsignedChunksWithTrailer,

    /// <summary>Something else, which no service takes.</summary>
    Unknown,
}

/// <summary>The values of <c>x-amz-content-sha256</c>.</summary>
public static class PayloadHashes
{
    /// <summary>The signature says nothing about the body.</summary>
    public const string NotSigned = "UNSIGNED-PAYLOAD";

    /// <summary>aws-chunked, each chunk signed.</summary>
    public const string SignedChunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

    /// <summary>aws-chunked, each chunk and the trailer signed.</summary>
    public const string SignedChunksWithTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";

    /// <summary>aws-chunked, a checksum in the trailer, nothing signed.</summary>
    public const string UnsignedChunksWithTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    /// <summary>The SHA-256 of nothing.</summary>
    public const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>What a value declares; null is <see cref="PayloadKind.Undeclared" />.</summary>
    public static PayloadKind KindOf(string? value) =>
        value switch
        {
            null => PayloadKind.Undeclared,
            NotSigned => PayloadKind.NotSigned,
            SignedChunks => PayloadKind.SignedChunks,
            SignedChunksWithTrailer => PayloadKind.SignedChunksWithTrailer,
            UnsignedChunksWithTrailer => PayloadKind.UnsignedChunksWithTrailer,
            { Length: 64 } when IsHex(value) => PayloadKind.Hashed,
            _ => PayloadKind.Unknown,
        };

    private static bool IsHex(string value) => !value.AsSpan().ContainsAnyExcept(HexDigits);

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create(
        "0123456789abcdefABCDEF"
    );
}
