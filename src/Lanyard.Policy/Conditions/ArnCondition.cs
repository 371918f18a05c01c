using System.Collections.Immutable;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Conditions;

/// <summary>Compares ARNs field by field, with wildcards; <c>ArnEquals</c> and <c>ArnLike</c> are the same.</summary>
internal sealed class ArnCondition(ConditionTerms terms) : Condition(terms)
{
    private readonly ImmutableArray<ArnPattern> _patterns =
    [
        .. terms.Source.Values.Select(value => ArnPattern.ForCondition(value, terms.Version, terms.Settings)),
    ];

    // What is no ARN differs from all; under the other reading it satisfies neither the operator nor its negation.
    private readonly bool _noArnMatches = !terms.Settings.NoArnDiffersFromArns && terms.Operator.IsNegated;

    public override IEnumerable<string> VariableKeys => _patterns.SelectMany(pattern => pattern.VariableKeys);

    protected override bool MatchesAny(string value, RequestContext context)
    {
        var arn = new ArnText(value);
        if (!arn.IsArn)
        {
            return _noArnMatches;
        }

        foreach (var pattern in _patterns)
        {
            if (pattern.IsMatch(arn, context))
            {
                return true;
            }
        }

        return false;
    }

    protected override Truth ConsiderAny(string value, RequestContext context, IReadOnlySet<string> unknownKeys)
    {
        var arn = new ArnText(value);
        var truth = Truths.Of(!arn.IsArn && _noArnMatches);
        foreach (var pattern in _patterns)
        {
            truth = arn.IsArn ? truth.Or(pattern.Consider(arn, context, unknownKeys)) : truth;
        }

        return truth;
    }
}
