using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Lanyard.Wire.Signing;

/// <summary>A key derived from a secret access key for one date, region and service.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html" />
public sealed class SigningKey
{
    /// <summary>The length of a signature in bytes.</summary>
    internal const int SignatureLength = HMACSHA256.HashSizeInBytes;

    private readonly byte[] _key;

    private SigningKey(byte[] key)
    {
        _key = key;
    }

    /// <summary>Derives the key.</summary>
    /// <param name="date">The date of the credential scope, as in <c>20261124</c>.</param>
    public static SigningKey Derive(Secret secretKey, string date, string region, string service)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey.Reveal());
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(date));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(region));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(service));

        return new(HMACSHA256.HashData(key, "aws4_request"u8));
    }

    /// <summary>Signs a string to sign.</summary>
    /// <param name="signature">32 bytes.</param>
    internal void Sign(ReadOnlySpan<byte> stringToSign, Span<byte> signature) =>
        HMACSHA256.HashData(_key, stringToSign, signature);

    /// <summary>Whether a presented signature is the one for a string to sign; takes the same time either way.</summary>
    internal bool Matches(ReadOnlySpan<byte> stringToSign, ReadOnlySpan<char> presented)
    {
        Span<byte> signature = stackalloc byte[SignatureLength];
        Span<char> expected = stackalloc char[SignatureLength * 2];
        Sign(stringToSign, signature);
        Convert.TryToHexStringLower(signature, expected, out _);

        return CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes(expected),
            MemoryMarshal.AsBytes(presented)
        );
    }

    /// <summary>The signature of a string to sign, in hexadecimal.</summary>
    internal string Sign(ReadOnlySpan<byte> stringToSign)
    {
        Span<byte> signature = stackalloc byte[SignatureLength];
        Sign(stringToSign, signature);

        return Convert.ToHexStringLower(signature);
    }

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
