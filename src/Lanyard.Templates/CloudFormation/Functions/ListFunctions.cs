using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lanyard.Templates.CloudFormation.Functions;

/// <summary>The functions on lists, and <c>Fn::Cidr</c>, which makes one.</summary>
internal static class ListFunctions
{
    private const int MostBlocks = 256;

    internal static ResolvedNode Select(PropertyEvaluator evaluator, IntrinsicNode call)
    {
        const string Takes = "an index and a list";
        if (call.Argument is not ListNode { Items: [var first, var second] })
        {
            return evaluator.Malformed(call, Takes);
        }

        var (at, list) = (evaluator.Evaluate(first), evaluator.Evaluate(second));
        if (at.IsUnknown || list.IsUnknown)
        {
            return ResolvedNode.Unknown(call.Location);
        }

        if (
            list.Kind != ResolvedKind.List
            || !int.TryParse(at.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        )
        {
            return evaluator.Malformed(call, Takes);
        }

        return index < list.Items.Count
            ? list.Items[index]
            : evaluator.Failed(
                call,
                string.Create(CultureInfo.InvariantCulture, $"cannot select nonexistent value at index {index}")
            );
    }

    internal static ResolvedNode Length(PropertyEvaluator evaluator, IntrinsicNode call)
    {
        if (evaluator.RefuseWithoutExtensions(call) is { } refused)
        {
            return refused;
        }

        var value = evaluator.Evaluate(call.Argument);
        if (value.IsUnknown)
        {
            return value;
        }

        return value.Kind == ResolvedKind.List
            ? ResolvedNode.OfNumber(value.Items.Count.ToString(CultureInfo.InvariantCulture), call.Location)
            : evaluator.Malformed(call, "a list");
    }

    internal static ResolvedNode Cidr(PropertyEvaluator evaluator, IntrinsicNode call)
    {
        const string Takes = "an address block, a count from 1 to 256 and a number of host bits";
        if (call.Argument is not ListNode { Items: { Count: 3 } items })
        {
            return evaluator.Malformed(call, Takes);
        }

        var values = items.Select(evaluator.Evaluate).ToList();
        if (values.Exists(value => value.IsUnknown))
        {
            return ResolvedNode.Unknown(call.Location);
        }

        if (
            !TryReadBlock(values[0].Text, out var address, out var prefix)
            || !int.TryParse(values[1].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || !int.TryParse(values[2].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var hostBits)
            || count is 0 or > MostBlocks
        )
        {
            return evaluator.Malformed(call, Takes);
        }

        var blocks = Divide(address!, prefix, count, hostBits);
        return blocks is null
            ? evaluator.Failed(call, $"cannot make {count} blocks of {hostBits} host bits in {values[0].Text}")
            : ResolvedNode.OfList(
                [.. blocks.Select(block => ResolvedNode.OfText(block, call.Location))],
                call.Location
            );
    }

    private static bool TryReadBlock(string text, out IPAddress? address, out int prefix)
    {
        prefix = 0;
        address = null;
        return text.Split('/') is [var host, var bits]
            && IPAddress.TryParse(host, out address)
            && int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out prefix)
            && prefix <= BitsOf(address);
    }

    private static List<string>? Divide(IPAddress address, int prefix, int count, int hostBits)
    {
        var bits = BitsOf(address);
        var roomBits = bits - prefix - hostBits;
        if (roomBits < 0 || (roomBits < 31 && count > 1 << roomBits))
        {
            return null;
        }

        var first = ToNumber(address) >> (bits - prefix) << (bits - prefix);
        var blocks = new List<string>(count);
        for (var index = 0; index < count; index++)
        {
            var block = first + ((UInt128)index << hostBits);
            blocks.Add(string.Create(CultureInfo.InvariantCulture, $"{ToAddress(block, bits)}/{bits - hostBits}"));
        }

        return blocks;
    }

    private static int BitsOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    private static UInt128 ToNumber(IPAddress address) =>
        address.GetAddressBytes().Aggregate(UInt128.Zero, (number, part) => (number << 8) | part);

    private static IPAddress ToAddress(UInt128 number, int bits)
    {
        var bytes = new byte[bits / 8];
        for (var index = bytes.Length - 1; index >= 0; index--, number >>= 8)
        {
            bytes[index] = (byte)(number & byte.MaxValue);
        }

        return new IPAddress(bytes);
    }
}
