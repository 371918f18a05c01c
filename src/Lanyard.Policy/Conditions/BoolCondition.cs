using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Conditions;

/// <summary>Compares <c>true</c> and <c>false</c>, case folded; other texts equal nothing.</summary>
internal sealed class BoolCondition(ConditionTerms terms) : Condition(terms)
{
    private readonly bool _acceptsTrue = terms.Source.Values.Contains("true", ComparerOf(terms));
    private readonly bool _acceptsFalse = terms.Source.Values.Contains("false", ComparerOf(terms));
    private readonly StringComparer _comparer = ComparerOf(terms);

    protected override bool MatchesAny(string value, RequestContext context) =>
        (_acceptsTrue && _comparer.Equals(value, "true")) || (_acceptsFalse && _comparer.Equals(value, "false"));

    private static StringComparer ComparerOf(ConditionTerms terms) =>
        terms.Settings.BooleansFoldCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
}
