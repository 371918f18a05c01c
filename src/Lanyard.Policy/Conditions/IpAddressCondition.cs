using System.Collections.Immutable;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Conditions;

/// <summary>Whether an address lies in one of several ranges; IPv4 and IPv6 never match each other.</summary>
internal sealed class IpAddressCondition(ConditionTerms terms) : Condition(terms)
{
    private readonly ImmutableArray<IpRange> _ranges = [.. Parse(terms)];

    protected override bool MatchesAny(string value, RequestContext context)
    {
        if (!IpRange.TryParse(value, out var address))
        {
            return false;
        }

        foreach (var range in _ranges)
        {
            if (range.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<IpRange> Parse(ConditionTerms terms)
    {
        foreach (var value in terms.Source.Values)
        {
            var isWhole =
                terms.Settings.Ipv6WithoutLengthIsOneAddress
                || !value.Contains(':', StringComparison.Ordinal)
                || value.Contains('/', StringComparison.Ordinal);
            if (isWhole && IpRange.TryParse(value, out var range))
            {
                yield return range;
            }
        }
    }
}
