using System.Collections.Immutable;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Conditions;

/// <summary>Compares texts: exactly, without case, or with wildcards.</summary>
internal sealed class StringCondition : Condition
{
    private readonly ImmutableArray<Pattern> _patterns;

    public StringCondition(StatementCondition source, ConditionOperator @operator, PolicyVersion version)
        : base(source, @operator)
    {
        var syntax = version == PolicyVersion.V2012 ? PatternSyntax.Variables : PatternSyntax.Literal;
        syntax |= @operator.Comparison switch
        {
            Comparison.StringLike => PatternSyntax.Wildcards,
            Comparison.StringEqualsIgnoreCase => PatternSyntax.IgnoreCase,
            _ => PatternSyntax.Literal,
        };
        _patterns = [.. source.Values.Select(value => Pattern.Compile(value, syntax))];
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
