using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Conditions;

/// <summary>Whether a key is absent (<c>"true"</c>) or present with a value (<c>"false"</c>).</summary>
internal sealed class NullCondition(ConditionTerms terms) : Condition(terms)
{
    private readonly bool _acceptsAbsence = Accepts(terms.Source, "true");
    private readonly bool _acceptsPresence = Accepts(terms.Source, "false");

    public override bool Holds(RequestContext context)
    {
        // Present but empty is no value.
        var hasValue = context.TryGet(Source.Key, out var values) && !IsNullSet(values);
        return hasValue ? _acceptsPresence : _acceptsAbsence;
    }

    protected override bool MatchesAny(string value, RequestContext context) => _acceptsPresence;

    private static bool Accepts(StatementCondition condition, string text) =>
        condition.Values.Contains(text, StringComparer.OrdinalIgnoreCase);
}
