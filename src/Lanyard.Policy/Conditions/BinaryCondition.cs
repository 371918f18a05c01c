using System.Buffers;
using System.Collections.Immutable;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Conditions;

/// <summary>Compares bytes that stand as base64 in the policy and in the request.</summary>
internal sealed class BinaryCondition(ConditionTerms terms) : Condition(terms)
{
    private const int StackBytes = 256;

    private readonly ImmutableArray<byte[]> _values = [.. Decode(terms.Source.Values)];

    protected override bool MatchesAny(string value, RequestContext context)
    {
        var rented = value.Length > StackBytes ? ArrayPool<byte>.Shared.Rent(value.Length) : null;
        var buffer = rented ?? stackalloc byte[StackBytes];
        var isMatch = Convert.TryFromBase64String(value, buffer, out var length) && IsListed(buffer[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return isMatch;
    }

    private bool IsListed(ReadOnlySpan<byte> bytes)
    {
        foreach (var listed in _values)
        {
            if (bytes.SequenceEqual(listed))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<byte[]> Decode(ImmutableArray<string> values)
    {
        foreach (var value in values)
        {
            var buffer = new byte[value.Length];
            if (Convert.TryFromBase64String(value, buffer, out var length))
            {
                yield return buffer[..length];
            }
        }
    }
}
