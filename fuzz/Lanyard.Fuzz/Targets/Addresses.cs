using System.Globalization;
using System.Net;
using Lanyard.Policy.Conditions;

namespace Lanyard.Fuzz.Targets;

/// <summary>Addresses and ranges, compared with .NET's reading: a range in the first line, an address in the second.</summary>
internal static class Addresses
{
    public static FuzzTarget Target { get; } =
        new(
            "addresses",
            [
                "10.0.0.0/8\n10.1.2.3",
                "0.0.0.0/0\n255.255.255.255",
                "2001:db8::/32\n2001:db8::1",
                "::ffff:10.0.0.1/128\n::ffff:10.0.0.1",
                "::/0\n::",
            ],
            [
                "/",
                "/0",
                "/32",
                "/33",
                "/128",
                "/129",
                ".",
                ":",
                "::",
                "0",
                "00",
                "256",
                "ffff",
                "1.2.3.4",
                "%eth0",
                "[",
                "]",
                "\n",
                "+1",
                " ",
            ],
            Generate,
            Check
        );

    private static string Generate(Random random)
    {
        var bytes = new byte[random.Next(2) == 0 ? 4 : 16];
        random.NextBytes(bytes);
        var range = new IPAddress(bytes);
        bytes[random.Next(bytes.Length)] ^= (byte)random.Next(4);
        return $"{range}/{random.Next((8 * bytes.Length) + 1)}\n{new IPAddress(bytes)}";
    }

    private static void Check(string input)
    {
        var lines = Lines.Split(input, 2);
        if (!IpRange.TryParse(lines[0], out var range) || !IpRange.TryParse(lines[1], out var address))
        {
            return;
        }

        var slash = lines[0].IndexOf('/', StringComparison.Ordinal);
        var isRead = IPAddress.TryParse(slash < 0 ? lines[0] : lines[0][..slash], out var network);
        Assert.True(isRead, ".NET reads the address too");
        if (!IPAddress.TryParse(lines[1], out var other))
        {
            Assert.True(lines[1].Contains('/', StringComparison.Ordinal), ".NET reads the address too");
            return;
        }

        var length =
            slash < 0
                ? 8 * network!.GetAddressBytes().Length
                : int.Parse(lines[0].AsSpan(slash + 1), CultureInfo.InvariantCulture);
        Assert.True(
            range.Contains(address) == IsWithin(other.GetAddressBytes(), network!.GetAddressBytes(), length),
            "both see it in the range"
        );
    }

    private static bool IsWithin(byte[] address, byte[] network, int length) =>
        address.Length == network.Length
        && Enumerable.Range(0, length).All(bit => ((address[bit / 8] ^ network[bit / 8]) & (0x80 >> (bit % 8))) == 0);
}
