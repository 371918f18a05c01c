using System.Collections.Immutable;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Conditions;

/// <summary>Compares texts: exactly, without case, or with wildcards.</summary>
internal sealed class StringCondition : Condition
{
    private readonly ImmutableArray<Pattern> _patterns;

    public StringCondition(ConditionTerms terms)
        : base(terms)
    {
        var syntax = terms.Version == PolicyVersion.V2012 ? PatternSyntax.Variables : PatternSyntax.Literal;
        syntax |= terms.Operator.Comparison switch
        {
            Comparison.StringLike when !terms.Settings.WildcardsInVariablesAreLiteral => PatternSyntax.Wildcards
                | PatternSyntax.WildcardsInValues,
            Comparison.StringLike => PatternSyntax.Wildcards,
            Comparison.StringEqualsIgnoreCase => PatternSyntax.IgnoreCase,
            _ => PatternSyntax.Literal,
        };
        _patterns = [.. terms.Source.Values.Select(value => Pattern.Compile(value, syntax))];
    }

    public override IEnumerable<string> VariableKeys => _patterns.SelectMany(pattern => pattern.VariableKeys);

    protected override Truth ConsiderAny(string value, RequestContext context, IReadOnlySet<string> unknownKeys)
    {
        var truth = Truth.False;
        foreach (var pattern in _patterns)
        {
            truth = truth.Or(pattern.Consider(value, context, unknownKeys));
        }

        return truth;
    }

    protected override bool MatchesAny(string value, RequestContext context)
    {
        foreach (var pattern in _patterns)
        {
            if (pattern.IsMatch(value, context))
            {
                return true;
            }
        }

        return false;
    }
}
