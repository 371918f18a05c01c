using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Conditions;

/// <summary>One compiled condition: a key, an operator and values ready to compare.</summary>
/// <remarks>Here stands what absence, emptiness, negation and sets mean; each comparison only knows one value.</remarks>
internal abstract class Condition(StatementCondition source, ConditionOperator @operator)
{
    private readonly bool _isAboutSet = MultivaluedKeys.Contains(source.Key);

    /// <summary>The condition as written.</summary>
    public StatementCondition Source { get; } = source;

    public static Condition Compile(StatementCondition source, PolicyVersion version)
    {
        // INVARIANT: a document with an operator that is not known has a fault, and so is never compiled.
        _ = ConditionOperator.TryParse(source.Operator, out var @operator);
        return @operator.Comparison switch
        {
            Comparison.Null => new NullCondition(source, @operator),
            Comparison.StringEquals or Comparison.StringEqualsIgnoreCase or Comparison.StringLike =>
                new StringCondition(source, @operator, version),
            Comparison.Arn => new ArnCondition(source, @operator, version),
            Comparison.Bool => new BoolCondition(source, @operator),
            Comparison.Binary => new BinaryCondition(source, @operator),
            Comparison.IpAddress => new IpAddressCondition(source, @operator),
            _ when @operator.IsAboutDates => new DateCondition(source, @operator),
            _ => new NumericCondition(source, @operator),
        };
    }

    /// <summary>Whether the condition holds for a request.</summary>
    public virtual bool Holds(RequestContext context)
    {
        var isPresent = context.TryGet(Source.Key, out var values) && values.Length > 0;
        return @operator.Qualifier switch
        {
            SetQualifier.ForAllValues => !isPresent || HoldsForAll(values, context),
            SetQualifier.ForAnyValue => isPresent ? HoldsForAny(values, context) : @operator.IsIfExists,
            _ when !isPresent => @operator.IsNegated || @operator.IsIfExists,
            // A key with several values answers only to operators for sets.
            _ when values.Length > 1 || _isAboutSet || context.IsDeclaredMultivalued(Source.Key) => false,
            _ => MatchesAny(values[0], context) != @operator.IsNegated,
        };
    }

    /// <summary>Whether a value of the request equals, or is like, one of the policy's values.</summary>
    protected abstract bool MatchesAny(string value, RequestContext context);

    private bool HoldsForAll(ReadOnlySpan<string> values, RequestContext context)
    {
        if (IsNullSet(values))
        {
            return true;
        }

        foreach (var value in values)
        {
            if (MatchesAny(value, context) == @operator.IsNegated)
            {
                return false;
            }
        }

        return true;
    }

    private bool HoldsForAny(ReadOnlySpan<string> values, RequestContext context)
    {
        if (IsNullSet(values))
        {
            return false;
        }

        foreach (var value in values)
        {
            if (MatchesAny(value, context) != @operator.IsNegated)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether there is no value but empty texts, which count as none.</summary>
    protected static bool IsNullSet(ReadOnlySpan<string> values)
    {
        foreach (var value in values)
        {
            if (value.Length > 0)
            {
                return false;
            }
        }

        return true;
    }
}
