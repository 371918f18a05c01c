using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Conditions;

/// <summary>Compares <c>true</c> and <c>false</c>, case folded; other texts equal nothing.</summary>
internal sealed class BoolCondition(StatementCondition source, ConditionOperator @operator)
    : Condition(source, @operator)
{
    private readonly bool _acceptsTrue = source.Values.Any(IsTrue);
    private readonly bool _acceptsFalse = source.Values.Any(IsFalse);

    protected override bool MatchesAny(string value, RequestContext context) =>
        (_acceptsTrue && IsTrue(value)) || (_acceptsFalse && IsFalse(value));

    private static bool IsTrue(string text) => text.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static bool IsFalse(string text) => text.Equals("false", StringComparison.OrdinalIgnoreCase);
}
