namespace Lanyard.Wire.Signing.Payloads;

/// <summary>The headers and trailing headers that carry a checksum, as <c>x-amz-checksum-crc32</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html" />
internal static class ChecksumHeader
{
    private const int LongestBase64 = 44;
    private static readonly ChecksumAlgorithm[] Algorithms = Enum.GetValues<ChecksumAlgorithm>();

    /// <summary>Which checksum a header carries.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out ChecksumAlgorithm algorithm)
    {
        foreach (var candidate in Algorithms)
        {
            if (name.Equals(NameOf(candidate), StringComparison.OrdinalIgnoreCase))
            {
                algorithm = candidate;
                return true;
            }
        }

        algorithm = default;

        return false;
    }

    /// <summary>The header's name.</summary>
    public static string NameOf(ChecksumAlgorithm algorithm) =>
        algorithm switch
        {
            ChecksumAlgorithm.Crc32 => "x-amz-checksum-crc32",
            ChecksumAlgorithm.Crc32C => "x-amz-checksum-crc32c",
            ChecksumAlgorithm.Crc64Nvme => "x-amz-checksum-crc64nvme",
            ChecksumAlgorithm.Sha1 => "x-amz-checksum-sha1",
            _ => "x-amz-checksum-sha256",
        };

    /// <summary>The algorithm's name in sentences.</summary>
    public static string WordFor(ChecksumAlgorithm algorithm) =>
        NameOf(algorithm)["x-amz-checksum-".Length..].ToUpperInvariant();

    /// <summary>The length of the checksum in bytes.</summary>
    public static int LengthOf(ChecksumAlgorithm algorithm) =>
        algorithm switch
        {
            ChecksumAlgorithm.Crc32 or ChecksumAlgorithm.Crc32C => 4,
            ChecksumAlgorithm.Crc64Nvme => 8,
            ChecksumAlgorithm.Sha1 => 20,
            _ => 32,
        };

    /// <summary>Whether a value has the form of such a checksum: base64 of the right length.</summary>
    public static bool IsWellFormed(ChecksumAlgorithm algorithm, string value)
    {
        Span<byte> bytes = stackalloc byte[LongestBase64];

        return value.Length <= LongestBase64
            && Convert.TryFromBase64String(value, bytes, out var length)
            && length == LengthOf(algorithm);
    }
}
