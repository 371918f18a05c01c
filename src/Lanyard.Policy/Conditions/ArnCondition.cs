using System.Collections.Immutable;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Conditions;

/// <summary>Compares ARNs field by field, with wildcards; <c>ArnEquals</c> and <c>ArnLike</c> are the same.</summary>
internal sealed class ArnCondition(StatementCondition source, ConditionOperator @operator, PolicyVersion version)
    : Condition(source, @operator)
{
    private readonly ImmutableArray<ArnPattern> _patterns =
    [
        .. source.Values.Select(value => ArnPattern.ForCondition(value, version)),
    ];

    protected override bool MatchesAny(string value, RequestContext context)
    {
        var arn = new ArnText(value);
        foreach (var pattern in _patterns)
        {
            if (arn.IsArn && pattern.IsMatch(arn, context))
            {
                return true;
            }
        }

        return false;
    }
}
