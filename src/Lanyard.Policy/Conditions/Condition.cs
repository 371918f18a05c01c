using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Conditions;

/// <summary>One compiled condition: a key, an operator and values ready to compare.</summary>
/// <remarks>Here stands what absence, emptiness, negation and sets mean; each comparison only knows one value.</remarks>
internal abstract class Condition(ConditionTerms terms)
{
    private readonly ConditionOperator _operator = terms.Operator;
    private readonly bool _emptyIsNull = terms.Settings.EmptyValuesAreNull;
    private readonly bool _isAboutSet = MultivaluedKeys.Contains(terms.Source.Key);

    /// <summary>The condition as written.</summary>
    public StatementCondition Source { get; } = terms.Source;

    /// <summary>The keys of the policy variables in its values.</summary>
    public virtual IEnumerable<string> VariableKeys => [];

    public static Condition Compile(StatementCondition source, PolicyVersion version, PolicySettings settings)
    {
        // INVARIANT: a document with an operator that is not known has a fault, and so is never compiled.
        _ = ConditionOperator.TryParse(source.Operator, out var @operator);
        var terms = new ConditionTerms(source, @operator, version, settings);
        return @operator.Comparison switch
        {
            Comparison.Null => new NullCondition(terms),
            Comparison.StringEquals or Comparison.StringEqualsIgnoreCase or Comparison.StringLike =>
                new StringCondition(terms),
            Comparison.Arn => new ArnCondition(terms),
            Comparison.Bool => new BoolCondition(terms),
            Comparison.Binary => new BinaryCondition(terms),
            Comparison.IpAddress => new IpAddressCondition(terms),
            _ when @operator.IsAboutDates => new DateCondition(terms),
            _ => new NumericCondition(terms),
        };
    }

    /// <summary>Whether the condition holds for a request.</summary>
    public virtual bool Holds(RequestContext context)
    {
        var isPresent = context.TryGet(Source.Key, out var values) && values.Length > 0;
        return _operator.Qualifier switch
        {
            SetQualifier.ForAllValues => !isPresent || HoldsForAll(values, context),
            SetQualifier.ForAnyValue => isPresent ? HoldsForAny(values, context) : _operator.IsIfExists,
            _ when !isPresent => _operator.IsNegated || _operator.IsIfExists,
            // A key with several values answers only to operators for sets.
            _ when !IsSingle(values, context) => false,
            _ => MatchesAny(values[0], context) != _operator.IsNegated,
        };
    }

    /// <summary>Whether it holds, as far as that is known while the values of some keys are not.</summary>
    public Truth Consider(RequestContext context, IReadOnlySet<string> unknownKeys)
    {
        if (unknownKeys.Contains(Source.Key))
        {
            return Truth.Unknown;
        }

        // What stands for the variables matters only where there is something to compare with.
        if (!VariableKeys.Any(unknownKeys.Contains) || !context.TryGet(Source.Key, out var values))
        {
            return Truths.Of(Holds(context));
        }

        var isForAll = _operator.Qualifier == SetQualifier.ForAllValues;
        var isComparable = values.Length > 0 && !(_operator.Qualifier != SetQualifier.None && IsNullSet(values));
        if (!isComparable || (_operator.Qualifier == SetQualifier.None && !IsSingle(values, context)))
        {
            return Truths.Of(Holds(context));
        }

        var truth = isForAll ? Truth.True : Truth.False;
        foreach (var value in values)
        {
            var one = ConsiderAny(value, context, unknownKeys).NotIf(_operator.IsNegated);
            truth = isForAll ? truth.And(one) : truth.Or(one);
        }

        return truth;
    }

    /// <summary>Whether a value of the request equals, or is like, one of the policy's values.</summary>
    protected abstract bool MatchesAny(string value, RequestContext context);

    /// <summary>The same, as far as it is known; called only when a variable's key is unknown.</summary>
    protected virtual Truth ConsiderAny(string value, RequestContext context, IReadOnlySet<string> unknownKeys) =>
        Truths.Of(MatchesAny(value, context));

    /// <summary>Whether a key has one value, so that operators without a set's qualifier compare it.</summary>
    private bool IsSingle(ReadOnlySpan<string> values, RequestContext context) =>
        values.Length == 1 && !_isAboutSet && !context.IsDeclaredMultivalued(Source.Key);

    private bool HoldsForAll(ReadOnlySpan<string> values, RequestContext context)
    {
        if (IsNullSet(values))
        {
            return true;
        }

        foreach (var value in values)
        {
            if (MatchesAny(value, context) == _operator.IsNegated)
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
            if (MatchesAny(value, context) != _operator.IsNegated)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether there is no value but empty texts, which count as none.</summary>
    protected bool IsNullSet(ReadOnlySpan<string> values)
    {
        if (!_emptyIsNull)
        {
            return values.IsEmpty;
        }

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
