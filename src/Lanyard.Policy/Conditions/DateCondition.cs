using System.Collections.Immutable;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Conditions;

/// <summary>Compares instants, written as dates or as seconds of the Unix epoch on either side.</summary>
internal sealed class DateCondition(ConditionTerms terms) : Condition(terms)
{
    private readonly Comparison _comparison = terms.Operator.Comparison;
    private readonly bool _withoutZoneIsUtc = terms.Settings.DatesWithoutZoneAreUtc;
    private readonly ImmutableArray<PolicyInstant> _instants = [.. Parse(terms)];

    protected override bool MatchesAny(string value, RequestContext context)
    {
        if (!TryParse(value, _withoutZoneIsUtc, out var instant))
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

    private static bool TryParse(string text, bool withoutZoneIsUtc, out PolicyInstant instant) =>
        PolicyInstant.TryParse(text, out instant) && (withoutZoneIsUtc || PolicyInstant.HasZone(text));

    private static IEnumerable<PolicyInstant> Parse(ConditionTerms terms)
    {
        foreach (var value in terms.Source.Values)
        {
            if (TryParse(value, terms.Settings.DatesWithoutZoneAreUtc, out var instant))
            {
                yield return instant;
            }
        }
    }
}
