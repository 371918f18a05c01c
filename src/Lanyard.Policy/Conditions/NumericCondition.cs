using System.Collections.Immutable;
using System.Globalization;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Conditions;

/// <summary>Compares numbers; a text that is not wholly a number compares with nothing.</summary>
internal sealed class NumericCondition(ConditionTerms terms) : Condition(terms)
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private readonly Comparison _comparison = terms.Operator.Comparison;
    private readonly ImmutableArray<decimal> _numbers = [.. Parse(terms.Source.Values)];

    protected override bool MatchesAny(string value, RequestContext context)
    {
        if (!TryParse(value, out var number))
        {
            return false;
        }

        foreach (var limit in _numbers)
        {
            var order = number.CompareTo(limit);
            var matches = _comparison switch
            {
                Comparison.NumericEquals => order == 0,
                Comparison.NumericLessThan => order < 0,
                Comparison.NumericLessThanEquals => order <= 0,
                Comparison.NumericGreaterThan => order > 0,
                _ => order >= 0,
            };
            if (matches)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<decimal> Parse(ImmutableArray<string> values)
    {
        foreach (var value in values)
        {
            if (TryParse(value, out var number))
            {
                yield return number;
            }
        }
    }

    // .NET reads a number with NULs after it as the number.
    private static bool TryParse(string text, out decimal number) =>
        decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out number) && !text.EndsWith('\0');
}
