using System.Net;
using CsCheck;
using Lanyard.Policy.Conditions;

namespace Lanyard.Policy.Tests.Conditions;

/// <summary>Addresses and ranges as texts, held against the runtime's own reading of them.</summary>
public sealed class IpRangeTests
{
    [Fact]
    public void Every_address_that_the_runtime_writes_is_read_as_itself_and_no_other() =>
        Gen.Select(Address, Address)
            .Sample(
                (one, other) =>
                    Read(one.ToString()).Contains(Read(one.ToString()))
                    && Read(one.ToString()).Contains(Read(other.ToString())) == one.Equals(other)
            );

    [Fact]
    public void A_range_contains_what_the_runtime_says_it_contains() =>
        Gen.Select(Address, Gen.Int[0, 128], Address)
            .Sample(
                (network, prefix, address) =>
                {
                    var bits = Math.Min(prefix, network.GetAddressBytes().Length * 8);
                    var near = Mix(network, address, bits);

                    return Read($"{network}/{bits}").Contains(Read(near.ToString()))
                        && Read($"{network}/{bits}").Contains(Read(address.ToString()))
                            == IPNetwork.Parse($"{Mix(network, IPAddress.Any, bits)}/{bits}").Contains(address);
                }
            );

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.0.0")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.01")]
    [InlineData("10.0.0.-1")]
    [InlineData(" 10.0.0.1")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("::1.2.3")]
    [InlineData("1.2.3.4::")]
    [InlineData("::/129")]
    [InlineData("fe80::1%eth0")]
    [InlineData("10.1\0.0.1")]
    [InlineData("10.0.0.0/8\0")]
    [InlineData("ff\0::1")]
    public void What_is_no_address_is_not_read(string text) => Assert.False(IpRange.TryParse(text, out _));

    private static readonly Gen<IPAddress> Address = Gen.OneOf(
        Gen.Byte.Array[4].Select(bytes => new IPAddress(bytes)),
        Gen.OneOf(Gen.Byte, Gen.Const((byte)0)).Array[16].Select(bytes => new IPAddress(bytes))
    );

    private static IpRange Read(string text)
    {
        Assert.True(IpRange.TryParse(text, out var range), text);
        return range;
    }

    /// <summary>The first bits of one address with the rest of another; zeros where the other is shorter or longer.</summary>
    private static IPAddress Mix(IPAddress network, IPAddress rest, int bits)
    {
        var mixed = network.GetAddressBytes();
        var other = rest.GetAddressBytes().Length == mixed.Length ? rest.GetAddressBytes() : new byte[mixed.Length];
        for (var i = 0; i < mixed.Length; i++)
        {
            var kept = Math.Clamp(bits - (i * 8), 0, 8);
            var mask = (byte)((0xFF00 >> kept) & 0xFF);
            mixed[i] = (byte)((mixed[i] & mask) | (other[i] & ~mask & 0xFF));
        }

        return new IPAddress(mixed);
    }
}
