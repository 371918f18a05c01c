using System.Buffers.Text;
using System.Globalization;
using Lanyard.Policy.Conditions;

namespace Lanyard.Policy.Documents;

/// <summary>Looks for condition values that IAM saves although nothing compares with them as their operator does.</summary>
internal sealed class ConditionValueReview(PolicyVersion version, FaultList faults)
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private static readonly IpRange[] PrivateRanges =
    [
        .. new[]
        {
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "169.254.0.0/16",
            "fc00::/7",
        }.Select(text => IpRange.TryParse(text, out var range) ? range : default),
    ];

    public void Check(SourceMember key, ConditionOperator @operator)
    {
        var values = key.Value.AsList();
        if (values.Count == 0)
        {
            WarnOfNone(key, @operator.Qualifier);
        }

        if (@operator.Comparison is Comparison.Bool or Comparison.Null && values.Count > 1)
        {
            const string Message = "`Bool` and `Null` compare with one value";
            const string Hint = "write either `true` or `false`; a condition for both says nothing";
            faults.Warn(FaultCodes.MultipleBooleans, Message, Hint, key.Value);
        }

        foreach (var value in values.Where(IsScalar))
        {
            CheckValue(key.Name, @operator, value);
        }
    }

    private static bool IsScalar(SourceNode value) =>
        value.Kind is SourceKind.String or SourceKind.Number or SourceKind.Boolean;

    private void WarnOfNone(SourceMember key, SetQualifier qualifier)
    {
        var (code, what) = qualifier switch
        {
            SetQualifier.ForAllValues => (
                FaultCodes.EmptyConditionForAllValues,
                "holds only for requests without the key"
            ),
            SetQualifier.ForAnyValue => (FaultCodes.EmptyConditionForAnyValue, "never holds"),
            _ => (FaultCodes.EmptyCondition, "compares with nothing"),
        };
        var message = $"there are no values for `{key.Name}`: the condition {what}";
        faults.Warn(code, message, "write the values, or ask with `Null` whether the key is there", key.Value);
    }

    private void CheckValue(string key, ConditionOperator @operator, SourceNode value)
    {
        switch (@operator.Comparison)
        {
            case Comparison.StringEquals or Comparison.StringEqualsIgnoreCase:
                VariableSyntax.Check(value, version, faults);
                CheckWildcards(value);
                break;
            case Comparison.StringLike or Comparison.Arn:
                VariableSyntax.Check(value, version, faults);
                break;
            case var _ when VariableSyntax.HasVariable(value.Text):
                const string Message = "only String and Arn operators know policy variables";
                const string Hint = "write the value itself, or compare with a String operator";
                faults.Warn(FaultCodes.InvalidVariableForOperator, Message, Hint, value);
                break;
            case Comparison.IpAddress:
                CheckAddress(key, @operator.IsNegated, value);
                break;
            default:
                CheckType(@operator, value);
                break;
        }
    }

    private void CheckWildcards(SourceNode value)
    {
        var text = value
            .Text.Replace("${*}", "", StringComparison.Ordinal)
            .Replace("${?}", "", StringComparison.Ordinal);
        if (text.AsSpan().ContainsAny('*', '?'))
        {
            var message = $"`{value.Text}` is compared letter by letter, `*` and `?` included";
            faults.Warn(FaultCodes.WildcardWithoutLike, message, "use `StringLike` or `StringNotLike`", value);
        }
    }

    private void CheckAddress(string key, bool isNegated, SourceNode value)
    {
        if (!IpRange.TryParse(value.Text, out var range))
        {
            var message = $"`{value.Text}` is neither an address nor a range";
            faults.Warn(FaultCodes.TypeMismatchIpRange, message, "write it as in `203.0.113.0/24`", value);
        }
        else if (
            key.Equals("aws:SourceIp", StringComparison.OrdinalIgnoreCase)
            && Array.Exists(PrivateRanges, one => one.Contains(range))
        )
        {
            // On one's own machine callers do have private addresses, so here it may work and in AWS it never does.
            var message = $"`{value.Text}` is private, and in AWS `aws:SourceIp` is a public address";
            const string Hint =
                "compare `aws:VpcSourceIp` or `aws:SourceVpc`; Lanyard itself does see private addresses";
            faults.Warn(isNegated ? FaultCodes.PrivateNotIpAddress : FaultCodes.PrivateIpAddress, message, Hint, value);
        }
    }

    private void CheckType(ConditionOperator @operator, SourceNode value)
    {
        var text = value.Text;
        var isDate = @operator.IsAboutDates;
        if (isDate && text.Length != 4 && text.All(char.IsAsciiDigit))
        {
            const string Message = "seconds of the epoch are hard to read, and easily milliseconds";
            faults.Warn(FaultCodes.InvalidDateValue, Message, "write a date as in `2026-11-24T00:00:00Z`", value);
        }
        else if (@operator.Comparison is Comparison.Bool or Comparison.Null && !bool.TryParse(text, out _))
        {
            var message = $"`{text}` is neither `true` nor `false`";
            faults.Warn(FaultCodes.TypeMismatchBoolean, message, "write `true` or `false`", value);
        }
        else if (@operator.Comparison == Comparison.Binary && !Base64.IsValid(text))
        {
            var message = $"`{text}` is not base64";
            faults.Warn(FaultCodes.TypeMismatchString, message, "write the bytes in base64", value);
        }
        else if (
            IsNumeric(@operator.Comparison) && !decimal.TryParse(text, Decimal, CultureInfo.InvariantCulture, out _)
        )
        {
            var message = $"`{text}` is not a number that is compared with others";
            faults.Warn(FaultCodes.TypeMismatchNumber, message, "write an integer or a decimal number", value);
        }
    }

    private static bool IsNumeric(Comparison comparison) =>
        comparison is >= Comparison.NumericEquals and <= Comparison.NumericGreaterThanEquals;
}
