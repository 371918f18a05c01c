using Lanyard.Policy.Conditions;

namespace Lanyard.Policy.Documents;

/// <summary>Finds the condition operator that was probably meant, with its prefix and suffix.</summary>
internal static class OperatorHint
{
    private const string Suffix = "IfExists";

    private static readonly string[] Qualifiers = ["ForAllValues", "ForAnyValue"];

    /// <summary>What to write instead of a name that is no operator's.</summary>
    public static string For(string name)
    {
        var colon = name.IndexOf(':');
        var qualifier = colon < 0 ? null : NearestName.Find(name[..colon], Qualifiers);
        var rest = name[(colon + 1)..];
        var suffix = rest.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? Suffix : "";
        return NearestName.Find(rest[..^suffix.Length], ConditionOperator.Names) switch
        {
            null => "write an operator such as `StringEquals`, `StringLike`, `ArnLike`, `NumericLessThan` or `Bool`",
            "Null" => "write `Null` alone: it is about whether the key is there at all",
            var nearest => $"did you mean `{(qualifier is null ? "" : qualifier + ":")}{nearest}{suffix}`?",
        };
    }
}
