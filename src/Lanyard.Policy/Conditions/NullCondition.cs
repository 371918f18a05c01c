using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Conditions;

/// <summary>Whether a key is absent (<c>"true"</c>) or present with a value (<c>"false"</c>).</summary>
internal sealed class NullCondition(StatementCondition source, ConditionOperator @operator)
    : Condition(source, @operator)
{
    private readonly bool _acceptsAbsence = Accepts(source, "true");
    private readonly bool _acceptsPresence = Accepts(source, "false");

    public override bool Holds(RequestContext context)
    {
        // Present but empty is no value.
        var hasValue = context.TryGet(Source.Key, out var values) && !IsNullSet(values);
        return hasValue ? _acceptsPresence : _acceptsAbsence;
    }

    protected override bool MatchesAny(string value, RequestContext context) => _acceptsPresence;

    private static bool Accepts(StatementCondition source, string text) =>
        source.Values.Contains(text, StringComparer.OrdinalIgnoreCase);
}
