using Lanyard.Policy.Conditions;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>Names what keeps a condition from holding.</summary>
internal sealed class ConditionDifference
{
    private readonly StatementCondition _source;
    private readonly ConditionOperator _operator;
    private readonly CompiledPolicy _policy;
    private readonly RequestContext _context;
    private readonly int _place;
    private readonly string[] _values;

    private ConditionDifference(Condition condition, int place, CompiledPolicy policy, RequestContext context)
    {
        _source = condition.Source;
        _ = ConditionOperator.TryParse(_source.Operator, out _operator);
        _place = place;
        _policy = policy;
        _context = context;
        _values = context.TryGet(_source.Key, out var values) ? values.ToArray() : [];
    }

    private bool IsText =>
        _operator.Comparison
            is Comparison.StringEquals
                or Comparison.StringEqualsIgnoreCase
                or Comparison.StringLike
                or Comparison.Arn;

    /// <summary>The difference of a condition that does not hold.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="place">Its place among the statement's.</param>
    /// <param name="policy">The policy it stands in.</param>
    /// <param name="context">The values of the request.</param>
    public static Difference Find(Condition condition, int place, CompiledPolicy policy, RequestContext context) =>
        new ConditionDifference(condition, place, policy, context).Find();

    private Difference Find()
    {
        if (_values.Length == 0)
        {
            return Found(NearMissKind.KeyAbsent, Sentence);
        }

        if (_operator.Comparison == Comparison.Null)
        {
            return Found(NearMissKind.Other, Sentence);
        }

        if (_operator.Qualifier == SetQualifier.None && (_values.Length > 1 || _context.IsMultivalued(_source.Key)))
        {
            return CompareSet();
        }

        if (_operator.IsNegated)
        {
            return Found(NearMissKind.Excepted, Sentence);
        }

        return IsText ? CompareTexts() : CompareTyped();
    }

    /// <summary>The operator, what it wants and what the request has.</summary>
    private string Sentence
    {
        get
        {
            var wanted = _source.Values.IsEmpty ? "nothing" : Wording.List(_source.Values);
            var has = _values.Length == 0 ? "has no value for it" : $"has {Wording.List(_values)}";
            return $"`{_source.Operator}` on `{_source.Key}` wants {wanted}; the request {has}";
        }
    }

    private Difference CompareSet()
    {
        var renamed = (_operator.IsNegated ? "ForAllValues:" : "ForAnyValue:") + _source.Operator;
        var fix = Holds(_source with { Operator = renamed }) ? Renaming(renamed) : null;
        return Found(NearMissKind.SeveralValues, $"{Sentence}, which only `{renamed}` compares one by one", fix);
    }

    private Difference? CompareVariables()
    {
        if (_operator.Qualifier == SetQualifier.ForAllValues)
        {
            return null;
        }

        var like = _operator.Comparison == Comparison.Arn ? "ArnLike" : "StringLike";
        foreach (var value in _source.Values)
        {
            var found = VariableDifference.Find(
                MissedElement.Condition,
                value,
                _policy,
                _context,
                (entry, version) =>
                    Condition
                        .Compile(_source with { Operator = like, Values = [entry] }, version, _policy.Settings)
                        .Holds(_context)
            );
            if (found is not null)
            {
                return found with { Detail = $"{Sentence}; {found.Detail}" };
            }
        }

        return null;
    }

    private Difference CompareTexts()
    {
        if (CompareVariables() is { } variables)
        {
            return variables;
        }

        var like = _source.Operator.Replace("StringEquals", "StringLike", StringComparison.OrdinalIgnoreCase);
        if (_operator.Comparison == Comparison.StringEquals && Holds(_source with { Operator = like }))
        {
            var detail = $"{Sentence}; `*` and `?` stand for others under `{like}` alone";
            return Found(NearMissKind.WildcardWithoutLike, detail, Renaming(like));
        }

        var upper = new RequestContext().Set(_source.Key, [.. _values.Select(value => value.ToUpperInvariant())]);
        var uppers = _source with { Values = [.. _source.Values.Select(value => value.ToUpperInvariant())] };
        return _operator.Comparison != Comparison.Arn && Holds(uppers, upper)
            ? Found(NearMissKind.OtherCase, $"{Sentence}, in another case", Adding())
            : Found(NearMissKind.Other, Sentence, Adding());
    }

    private Difference CompareTyped()
    {
        if (_operator.Comparison == Comparison.IpAddress)
        {
            var suffix = _values[0].Contains(':', StringComparison.Ordinal) ? "/128" : "/32";
            return Found(NearMissKind.AddressOutside, $"{Sentence}, outside of that", Adding(suffix));
        }

        if (!_operator.IsAboutDates || _operator.Comparison == Comparison.DateEquals)
        {
            return Found(NearMissKind.Other, Sentence);
        }

        var isPassed = _operator.Comparison is Comparison.DateLessThan or Comparison.DateLessThanEquals;
        var when = isPassed ? "that date has passed" : "that date is yet to come";
        return Found(NearMissKind.DateOutside, $"{Sentence}: {when}", null);
    }

    /// <summary>
    /// To add the request's value to the condition's. A value with wildcards would add more than itself, and of several
    /// that are missing none is enough.
    /// </summary>
    private ElementFix? Adding(string suffix = "")
    {
        string[] missing =
            _operator.Qualifier == SetQualifier.ForAllValues
                ? [.. _values.Where(value => !Holds(_source, new RequestContext().Set(_source.Key, value)))]
                : [_values[0]];
        if (missing is not [var value] || value.AsSpan().ContainsAny("*?$") || _source.Values.IsEmpty)
        {
            return null;
        }

        var nearest = _source.Values.IndexOf(value, 0, _source.Values.Length, StringComparer.OrdinalIgnoreCase);
        var entry = nearest < 0 ? _source.Values.Length - 1 : nearest;
        return new ElementFix(value + suffix, entry) { Condition = _place };
    }

    private ElementFix Renaming(string name) =>
        new(name, 0)
        {
            Condition = _place,
            IsOperator = true,
            KeepsEntry = false,
        };

    private bool Holds(StatementCondition condition, RequestContext? context = null) =>
        Condition.Compile(condition, _policy.Document.Version, _policy.Settings).Holds(context ?? _context);

    private static Difference Found(NearMissKind kind, string detail, ElementFix? fix = null) =>
        new(MissedElement.Condition, kind, detail, fix);
}
