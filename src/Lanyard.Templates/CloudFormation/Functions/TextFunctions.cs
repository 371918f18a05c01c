using System.Text;

namespace Lanyard.Templates.CloudFormation.Functions;

/// <summary>The functions that make and cut texts.</summary>
internal static class TextFunctions
{
    internal static ResolvedNode Base64(PropertyEvaluator evaluator, IntrinsicNode call)
    {
        var value = evaluator.Evaluate(call.Argument);
        if (value.IsUnknown)
        {
            return value;
        }

        return value.IsScalar
            ? evaluator.Produce(Convert.ToBase64String(Encoding.UTF8.GetBytes(value.Text)), call.Location)
            : evaluator.Malformed(call, "a text");
    }

    internal static ResolvedNode Join(PropertyEvaluator evaluator, IntrinsicNode call)
    {
        const string Takes = "a delimiter and a list of texts";
        if (call.Argument is not ListNode { Items: [ScalarNode delimiter, var list] })
        {
            return evaluator.Malformed(call, Takes);
        }

        var value = evaluator.Evaluate(list);
        if (value.IsUnknown || value.Items.Any(item => item.IsUnknown))
        {
            return ResolvedNode.Unknown(call.Location);
        }

        return value.Kind == ResolvedKind.List && value.Items.All(item => item.IsScalar)
            ? evaluator.Produce(string.Join(delimiter.Text, value.Items.Select(item => item.Text)), call.Location)
            : evaluator.Malformed(call, Takes);
    }

    internal static ResolvedNode Split(PropertyEvaluator evaluator, IntrinsicNode call)
    {
        const string Takes = "a delimiter and a text";
        if (call.Argument is not ListNode { Items: [ScalarNode { Text.Length: > 0 } delimiter, var text] })
        {
            return evaluator.Malformed(call, Takes);
        }

        var value = evaluator.Evaluate(text);
        if (value.IsUnknown)
        {
            return value;
        }

        return value.IsScalar
            ? evaluator.Produce(
                ResolvedNode.OfList(
                    [.. value.Text.Split(delimiter.Text).Select(part => ResolvedNode.OfText(part, call.Location))],
                    call.Location
                )
            )
            : evaluator.Malformed(call, Takes);
    }

    internal static ResolvedNode ToJsonString(PropertyEvaluator evaluator, IntrinsicNode call)
    {
        if (evaluator.RefuseWithoutExtensions(call) is { } refused)
        {
            return refused;
        }

        var value = evaluator.Evaluate(call.Argument);
        if (HasUnknown(value))
        {
            return ResolvedNode.Unknown(call.Location);
        }

        return value.IsScalar
            ? evaluator.Malformed(call, "a map or a list")
            : evaluator.Produce(value.ToJson(), call.Location);
    }

    private static bool HasUnknown(ResolvedNode value) =>
        value.IsUnknown || value.Items.Any(HasUnknown) || value.Entries.Any(entry => HasUnknown(entry.Value));
}
