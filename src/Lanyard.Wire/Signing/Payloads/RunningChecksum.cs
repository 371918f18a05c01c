using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace Lanyard.Wire.Signing.Payloads;

/// <summary>A checksum that is computed while a body passes by.</summary>
internal sealed class RunningChecksum : IDisposable
{
    private readonly Crc32? _crc32;
    private readonly Crc64? _crc64;
    private readonly IncrementalHash? _hash;

    /// <summary>Begins a checksum.</summary>
    public RunningChecksum(ChecksumAlgorithm algorithm)
    {
        Algorithm = algorithm;
        switch (algorithm)
        {
            case ChecksumAlgorithm.Crc32:
                _crc32 = new();
                break;
            case ChecksumAlgorithm.Crc32C:
                _crc32 = new(Crc32ParameterSet.Crc32C);
                break;
            case ChecksumAlgorithm.Crc64Nvme:
                _crc64 = new(Crc64ParameterSet.Nvme);
                break;
            case ChecksumAlgorithm.Sha1:
                _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
                break;
            default:
                _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                break;
        }
    }

    /// <summary>How it is computed.</summary>
    public ChecksumAlgorithm Algorithm { get; }

    /// <summary>Takes in what passes by.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _crc32?.Append(bytes);
        _crc64?.Append(bytes);
        _hash?.AppendData(bytes);
    }

    /// <summary>The checksum as S3 writes it: most significant byte first, in base64.</summary>
    public string Finish()
    {
        Span<byte> value = stackalloc byte[SHA256.HashSizeInBytes];
        var length = ChecksumHeader.LengthOf(Algorithm);
        if (_crc32 is not null)
        {
            BinaryPrimitives.WriteUInt32BigEndian(value, _crc32.GetCurrentHashAsUInt32());
        }
        else if (_crc64 is not null)
        {
            BinaryPrimitives.WriteUInt64BigEndian(value, _crc64.GetCurrentHashAsUInt64());
        }
        else
        {
            _hash!.GetHashAndReset(value);
        }

        return Convert.ToBase64String(value[..length]);
    }

    /// <inheritdoc />
    public void Dispose() => _hash?.Dispose();
}
