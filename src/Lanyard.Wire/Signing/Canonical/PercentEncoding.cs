using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Lanyard.Wire.Signing.Canonical;

/// <summary>The percent-encoding that Signature Version 4 knows: everything but letters, digits and <c>-._~</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html" />
internal static class PercentEncoding
{
    private const string UnreservedCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private static readonly SearchValues<char> Unreserved = SearchValues.Create(UnreservedCharacters);
    private static readonly SearchValues<char> UnreservedOrSlash = SearchValues.Create(UnreservedCharacters + "/");

    /// <summary>Appends a text with all but the unreserved characters encoded, percent signs included.</summary>
    public static void WriteEncoded(ref PooledText text, scoped ReadOnlySpan<char> value)
    {
        while (!value.IsEmpty)
        {
            var plain = LeadingPlain(value, Unreserved);
            text.Write(value[..plain]);
            value = value[plain..];
            if (!value.IsEmpty)
            {
                value = value[EncodeFirst(ref text, value)..];
            }
        }
    }

    /// <summary>Appends an encoded text as if it had been decoded and encoded anew; <c>%2F</c> stays what it is.</summary>
    public static void WritePath(ref PooledText text, scoped ReadOnlySpan<char> value) =>
        WriteNormalized(ref text, value, UnreservedOrSlash);

    /// <summary>Appends an encoded part of a query as if it had been decoded and encoded anew; <c>+</c> is a space.</summary>
    public static void WriteQuery(ref PooledText text, scoped ReadOnlySpan<char> value) =>
        WriteNormalized(ref text, value, Unreserved, plusIsSpace: true);

    private static void WriteNormalized(
        ref PooledText text,
        scoped ReadOnlySpan<char> value,
        SearchValues<char> plainCharacters,
        bool plusIsSpace = false
    )
    {
        while (!value.IsEmpty)
        {
            var plain = LeadingPlain(value, plainCharacters);
            text.Write(value[..plain]);
            value = value[plain..];
            if (value.IsEmpty)
            {
                return;
            }

            if (TryReadEscape(value, out var octet))
            {
                WriteOctet(ref text, octet);
                value = value[3..];
            }
            else if (plusIsSpace && value[0] == '+')
            {
                WriteOctet(ref text, (byte)' ');
                value = value[1..];
            }
            else
            {
                value = value[EncodeFirst(ref text, value)..];
            }
        }
    }

    private static int LeadingPlain(ReadOnlySpan<char> value, SearchValues<char> plainCharacters)
    {
        var plain = value.IndexOfAnyExcept(plainCharacters);

        return plain < 0 ? value.Length : plain;
    }

    private static bool TryReadEscape(ReadOnlySpan<char> value, out byte octet)
    {
        octet = 0;
        if (value is not ['%', var high, var low, ..] || !char.IsAsciiHexDigit(high) || !char.IsAsciiHexDigit(low))
        {
            return false;
        }

        octet = (byte)((HexValue(high) << 4) | HexValue(low));

        return true;
    }

    private static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static int EncodeFirst(ref PooledText text, scoped ReadOnlySpan<char> value)
    {
        _ = Rune.DecodeFromUtf16(value, out var rune, out var consumed);
        Span<byte> octets = stackalloc byte[4];
        foreach (var octet in octets[..rune.EncodeToUtf8(octets)])
        {
            WriteEscape(ref text, octet);
        }

        return consumed;
    }

    private static void WriteOctet(ref PooledText text, byte octet)
    {
        if (Unreserved.Contains((char)octet))
        {
            text.Write(octet);
        }
        else
        {
            WriteEscape(ref text, octet);
        }
    }

    [SuppressMessage("Style", "IDE0230", Justification = "hexadecimal digits read better as a text")]
    private static void WriteEscape(ref PooledText text, byte octet)
    {
        var digits = "0123456789ABCDEF"u8;
        text.Write((byte)'%');
        text.Write(digits[octet >> 4]);
        text.Write(digits[octet & 0xF]);
    }
}
