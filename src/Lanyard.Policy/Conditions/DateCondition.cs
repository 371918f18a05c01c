using System.Collections.Immutable;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Conditions;

/// <summary>Compares instants, written as dates or as seconds of the Unix epoch on either side.</summary>
internal sealed class DateCondition(StatementCondition source, ConditionOperator @operator)
    : Condition(source, @operator)
{
    private readonly Comparison _comparison = @operator.Comparison;
    private readonly ImmutableArray<PolicyInstant> _instants = [.. Parse(source.Values)];

    protected override bool MatchesAny(string value, RequestContext context)
    {
        if (!PolicyInstant.TryParse(value, out var instant))
        {
            return false;
        }

        foreach (var limit in _instants)
        {
            var order = instant.Ticks.CompareTo(limit.Ticks);
            var matches = _comparison switch
            {
                Comparison.DateEquals => order == 0,
                Comparison.DateLessThan => order < 0,
                Comparison.DateLessThanEquals => order <= 0,
                Comparison.DateGreaterThan => order > 0,
                _ => order >= 0,
            };
            if (matches)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<PolicyInstant> Parse(ImmutableArray<string> values)
    {
        foreach (var value in values)
        {
            if (PolicyInstant.TryParse(value, out var instant))
            {
                yield return instant;
            }
        }
    }
}
