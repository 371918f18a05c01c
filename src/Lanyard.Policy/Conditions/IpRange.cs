using System.Globalization;
using System.Runtime.InteropServices;

namespace Lanyard.Policy.Conditions;

/// <summary>A range of addresses in CIDR form; a single address is the range of its full length.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IpRange
{
    private const int V4Bits = 32;
    private const int V6Bits = 128;
    private const int V6Groups = 8;

    private readonly UInt128 _network;
    private readonly UInt128 _mask;
    private readonly int _bits;

    private IpRange(UInt128 address, int prefix, int bits)
    {
        _bits = bits;
        _mask = prefix == 0 ? 0 : UInt128.MaxValue << (bits - prefix);
        _network = address & _mask;
    }

    public bool Contains(IpRange other) =>
        _bits == other._bits && (other._network & _mask) == _network && (other._mask & _mask) == _mask;

    /// <summary>Reads an address or a range without allocating; false when the text is neither.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpRange range)
    {
        range = default;
        // .NET reads a number with NULs after it as the number.
        if (text.Contains('\0'))
        {
            return false;
        }

        var slash = text.IndexOf('/');
        var address = slash < 0 ? text : text[..slash];
        var isV6 = address.Contains(':');
        var bits = isV6 ? V6Bits : V4Bits;
        if (!(isV6 ? TryParseV6(address, out var value) : TryParseV4(address, out value)))
        {
            return false;
        }

        var prefix = bits;
        if (
            slash >= 0
            && (
                !int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix)
                || prefix > bits
            )
        )
        {
            return false;
        }

        range = new IpRange(value, prefix, bits);
        return true;
    }

    private static bool TryParseV4(ReadOnlySpan<char> text, out UInt128 address)
    {
        address = 0;
        var octets = 0;
        foreach (var part in text.Split('.'))
        {
            var octet = text[part];
            var isOctet =
                byte.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                // Some readers take a leading zero for octal; nobody writes one in earnest.
                && (octet.Length == 1 || octet[0] != '0');
            if (!isOctet || ++octets > 4)
            {
                return false;
            }

            address = (address << 8) | value;
        }

        return octets == 4;
    }

    private static bool TryParseV6(ReadOnlySpan<char> text, out UInt128 address)
    {
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0)
        {
            return TryParseGroups(text, isEnd: true, out address, out var groups) && groups == V6Groups;
        }

        address = 0;
        if (
            !TryParseGroups(text[..gap], isEnd: false, out var head, out var headGroups)
            || !TryParseGroups(text[(gap + 2)..], isEnd: true, out var tail, out var tailGroups)
            || headGroups + tailGroups >= V6Groups
        )
        {
            return false;
        }

        address = headGroups == 0 ? tail : (head << (16 * (V6Groups - headGroups))) | tail;
        return true;
    }

    private static bool TryParseGroups(ReadOnlySpan<char> text, bool isEnd, out UInt128 value, out int groups)
    {
        (value, groups) = (0, 0);
        if (text.IsEmpty)
        {
            return true;
        }

        foreach (var part in text.Split(':'))
        {
            var group = text[part];
            if (isEnd && part.End.Value == text.Length && group.Contains('.'))
            {
                groups += 2;
                var isV4 = TryParseV4(group, out var embedded);
                value = (value << V4Bits) | embedded;
                return isV4 && groups <= V6Groups;
            }

            if (
                group.Length > 4
                || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)
                || ++groups > V6Groups
            )
            {
                return false;
            }

            value = (value << 16) | bits;
        }

        return true;
    }
}
