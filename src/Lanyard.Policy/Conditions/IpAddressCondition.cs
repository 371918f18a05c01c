using System.Collections.Immutable;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Conditions;

/// <summary>Whether an address lies in one of several ranges; IPv4 and IPv6 never match each other.</summary>
internal sealed class IpAddressCondition(StatementCondition source, ConditionOperator @operator)
    : Condition(source, @operator)
{
    private readonly ImmutableArray<IpRange> _ranges = [.. Parse(source.Values)];

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

    private static IEnumerable<IpRange> Parse(ImmutableArray<string> values)
    {
        foreach (var value in values)
        {
            if (IpRange.TryParse(value, out var range))
            {
                yield return range;
            }
        }
    }
}
