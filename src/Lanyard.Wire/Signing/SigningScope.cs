using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lanyard.Wire.Signing.Canonical;

namespace Lanyard.Wire.Signing;

/// <summary>When and for what a signature is made.</summary>
/// <param name="Timestamp">As in <c>20261124T103000Z</c>.</param>
/// <param name="Date">As in <c>20261124</c>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SigningScope(string Timestamp, string Date, string Region, string Service)
{
    /// <summary>The only algorithm there is here.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The last part of every credential scope.</summary>
    public const string Terminator = "aws4_request";

    /// <summary>The form of a time in a signature.</summary>
    public const string TimestampFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The scope of a presented signature.</summary>
    public static SigningScope Of(PresentedSignature signature) =>
        new(signature.Timestamp, signature.Date, signature.Region, signature.Service);

    /// <summary>The scope of a signature made now.</summary>
    public static SigningScope At(DateTimeOffset now, string region, string service)
    {
        var timestamp = Format(now);

        return new(timestamp, timestamp[..8], region, service);
    }

    /// <summary>A time as it stands in a signature.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimestampFormat, CultureInfo.InvariantCulture);

    /// <summary>The scope as it stands behind an access key id: <c>20261124/us-east-1/ecs/aws4_request</c>.</summary>
    public string Credential => $"{Date}/{Region}/{Service}/{Terminator}";

    /// <summary>Appends the string to sign for a canonical request.</summary>
    public void WriteStringToSign(ref PooledText text, scoped ReadOnlySpan<byte> canonicalRequest)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonicalRequest, hash);
        WriteHead(ref text, Algorithm);
        text.WriteHex(hash);
    }

    /// <summary>Appends the lines that every string to sign begins with: algorithm, time and scope.</summary>
    public void WriteHead(ref PooledText text, scoped ReadOnlySpan<char> algorithm)
    {
        text.Write(algorithm);
        text.Write((byte)'\n');
        text.Write(Timestamp);
        text.Write((byte)'\n');
        text.Write(Date);
        text.Write((byte)'/');
        text.Write(Region);
        text.Write((byte)'/');
        text.Write(Service);
        text.Write("/aws4_request\n"u8);
    }
}
