namespace Lanyard.Wire.Signing.Payloads;

/// <summary>A checksum that a client sent for an S3 object and that we found to be right.</summary>
/// <param name="Algorithm">How it was computed.</param>
/// <param name="Value">The checksum in base64.</param>
public readonly record struct PayloadChecksum(ChecksumAlgorithm Algorithm, string Value);

/// <summary>How the checksum of an S3 object is computed.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html" />
public enum ChecksumAlgorithm
{
    /// <summary>CRC-32 (ISO 3309).</summary>
    Crc32,

    /// <summary>CRC-32C (Castagnoli).</summary>
    Crc32C,

    /// <summary>CRC-64/NVME.</summary>
    Crc64Nvme,

    /// <summary>SHA-1.</summary>
    Sha1,

    /// <summary>SHA-256.</summary>
    Sha256,
}
