namespace Lanyard.Policy.Conditions;

/// <summary>A condition operator taken apart: set prefix, comparison, negation, <c>IfExists</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html" />
internal readonly record struct ConditionOperator(
    Comparison Comparison,
    bool IsNegated,
    SetQualifier Qualifier,
    bool IsIfExists
)
{
    private const string IfExists = "IfExists";
    private const string ForAllValues = "ForAllValues:";
    private const string ForAnyValue = "ForAnyValue:";

    private static readonly Dictionary<string, (Comparison Comparison, bool IsNegated)> Known = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["Null"] = (Comparison.Null, false),
        ["StringEquals"] = (Comparison.StringEquals, false),
        ["StringNotEquals"] = (Comparison.StringEquals, true),
        ["StringEqualsIgnoreCase"] = (Comparison.StringEqualsIgnoreCase, false),
        ["StringNotEqualsIgnoreCase"] = (Comparison.StringEqualsIgnoreCase, true),
        ["StringLike"] = (Comparison.StringLike, false),
        ["StringNotLike"] = (Comparison.StringLike, true),
        ["ArnEquals"] = (Comparison.Arn, false),
        ["ArnNotEquals"] = (Comparison.Arn, true),
        ["ArnLike"] = (Comparison.Arn, false),
        ["ArnNotLike"] = (Comparison.Arn, true),
        ["NumericEquals"] = (Comparison.NumericEquals, false),
        ["NumericNotEquals"] = (Comparison.NumericEquals, true),
        ["NumericLessThan"] = (Comparison.NumericLessThan, false),
        ["NumericLessThanEquals"] = (Comparison.NumericLessThanEquals, false),
        ["NumericGreaterThan"] = (Comparison.NumericGreaterThan, false),
        ["NumericGreaterThanEquals"] = (Comparison.NumericGreaterThanEquals, false),
        ["DateEquals"] = (Comparison.DateEquals, false),
        ["DateNotEquals"] = (Comparison.DateEquals, true),
        ["DateLessThan"] = (Comparison.DateLessThan, false),
        ["DateLessThanEquals"] = (Comparison.DateLessThanEquals, false),
        ["DateGreaterThan"] = (Comparison.DateGreaterThan, false),
        ["DateGreaterThanEquals"] = (Comparison.DateGreaterThanEquals, false),
        ["Bool"] = (Comparison.Bool, false),
        ["BinaryEquals"] = (Comparison.Binary, false),
        ["IpAddress"] = (Comparison.IpAddress, false),
        ["NotIpAddress"] = (Comparison.IpAddress, true),
    };

    /// <summary>The operators without prefix and suffix.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    public bool IsAboutDates => Comparison is >= Comparison.DateEquals and <= Comparison.DateGreaterThanEquals;

    /// <summary>Reads an operator's name, case folded; false when there is none of that name.</summary>
    public static bool TryParse(string name, out ConditionOperator @operator)
    {
        var (qualifier, rest) = TakeQualifier(name);
        var isIfExists = rest.EndsWith(IfExists, StringComparison.OrdinalIgnoreCase);
        var isKnown = Known.TryGetValue(isIfExists ? rest[..^IfExists.Length] : rest, out var known);
        @operator = new ConditionOperator(known.Comparison, known.IsNegated, qualifier, isIfExists);
        // Null is about presence itself: neither a suffix nor a set makes sense of it.
        return isKnown && (known.Comparison != Comparison.Null || (!isIfExists && qualifier == SetQualifier.None));
    }

    private static (SetQualifier Qualifier, string Remainder) TakeQualifier(string name)
    {
        if (name.StartsWith(ForAllValues, StringComparison.OrdinalIgnoreCase))
        {
            return (SetQualifier.ForAllValues, name[ForAllValues.Length..]);
        }

        return name.StartsWith(ForAnyValue, StringComparison.OrdinalIgnoreCase)
            ? (SetQualifier.ForAnyValue, name[ForAnyValue.Length..])
            : (SetQualifier.None, name);
    }
}
