using System.Buffers.Text;
using System.Text;

namespace Lanyard.Wire.Signing.Payloads;

/// <summary>The line before a chunk: its size in hexadecimal and, where chunks are signed, its signature.</summary>
/// <param name="Size">The number of bytes in the chunk; 0 for the last.</param>
/// <param name="Signature">64 hexadecimal digits; empty where chunks are not signed.</param>
internal readonly record struct ChunkHeader(long Size, string Signature)
{
    private const int MostDigits = 15;

    private static ReadOnlySpan<byte> SignaturePrefix => ";chunk-signature="u8;

    /// <summary>Reads the line, without its end.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, bool isSigned, out ChunkHeader header)
    {
        header = default;
        var semicolon = line.IndexOf((byte)';');
        var digits = semicolon < 0 ? line : line[..semicolon];
        if (
            digits.Length is 0 or > MostDigits
            || !Utf8Parser.TryParse(digits, out long size, out var consumed, 'x')
            || consumed != digits.Length
        )
        {
            return false;
        }

        var rest = line[digits.Length..];
        if (isSigned)
        {
            if (
                !rest.StartsWith(SignaturePrefix)
                || rest.Length != SignaturePrefix.Length + (SigningKey.SignatureLength * 2)
            )
            {
                return false;
            }

            header = new(size, Encoding.ASCII.GetString(rest[SignaturePrefix.Length..]));
            return true;
        }

        header = new(size, "");

        return true;
    }
}
