using System.Security.Cryptography;

namespace Lanyard.Wire.Signing.Payloads;

/// <summary>What an object as a whole must match: the declared SHA-256, the MD5, the checksum.</summary>
internal sealed class PayloadSeal(PayloadExpectation expectation) : IDisposable
{
    private readonly IncrementalHash? _sha256 = Begin(HashAlgorithmName.SHA256, expectation.Sha256);
    private readonly IncrementalHash? _md5 = Begin(HashAlgorithmName.MD5, expectation.Md5);
    private readonly RunningChecksum? _checksum = expectation.Algorithm is { } algorithm ? new(algorithm) : null;

    /// <summary>Takes in what passes by.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        _sha256?.AppendData(bytes);
        _md5?.AppendData(bytes);
        _checksum?.Append(bytes);
    }

    /// <summary>Compares what passed by with what was declared.</summary>
    /// <param name="trailingChecksum">The checksum from the trailing header, when one came.</param>
    /// <returns>The checksums found right.</returns>
    /// <exception cref="Errors.AwsException">Something does not match.</exception>
    public IReadOnlyList<PayloadChecksum> Break(string? trailingChecksum)
    {
        if (_sha256 is not null)
        {
            var computed = Convert.ToHexStringLower(_sha256.GetHashAndReset());
            if (!string.Equals(computed, expectation.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw S3SignatureErrors.PayloadMismatch(expectation.Sha256!, computed);
            }
        }

        if (_md5 is not null)
        {
            var computed = Convert.ToBase64String(_md5.GetHashAndReset());
            if (computed != expectation.Md5)
            {
                throw PayloadErrors.BadMd5(expectation.Md5!, computed);
            }
        }

        return _checksum is null ? [] : [CheckChecksum(_checksum, expectation.Checksum ?? trailingChecksum)];
    }

    private static IncrementalHash? Begin(HashAlgorithmName algorithm, string? declared) =>
        declared is null ? null : IncrementalHash.CreateHash(algorithm);

    private static PayloadChecksum CheckChecksum(RunningChecksum checksum, string? declared)
    {
        var computed = checksum.Finish();

        return computed == declared
            ? new(checksum.Algorithm, computed)
            : throw PayloadErrors.BadChecksum(ChecksumHeader.WordFor(checksum.Algorithm));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _sha256?.Dispose();
        _md5?.Dispose();
        _checksum?.Dispose();
    }
}
