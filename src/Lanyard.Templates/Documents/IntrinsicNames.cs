namespace Lanyard.Templates.Documents;

/// <summary>The names of CloudFormation's functions in their two forms.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html" />
internal static class IntrinsicNames
{
    internal const string Ref = "Ref";
    internal const string Condition = "Condition";
    internal const string Prefix = "Fn::";
    internal const string ForEachPrefix = "Fn::ForEach::";

    private static readonly string[] Functions =
    [
        "And",
        "Base64",
        "Cidr",
        "Contains",
        "EachMemberEquals",
        "EachMemberIn",
        "Equals",
        "FindInMap",
        "GetAtt",
        "GetAZs",
        "If",
        "ImportValue",
        "Join",
        "Length",
        "Not",
        "Or",
        "RefAll",
        "Select",
        "Split",
        "Sub",
        "ToJsonString",
        "Transform",
        "ValueOf",
        "ValueOfAll",
    ];

    private static readonly HashSet<string> ShortForms = new([Ref, Condition, .. Functions], StringComparer.Ordinal);

    /// <summary>The long names of all functions.</summary>
    internal static IReadOnlySet<string> LongForms { get; } =
        new HashSet<string>(
            [Ref, Condition, .. Functions.Select(function => Prefix + function)],
            StringComparer.Ordinal
        );

    /// <summary>The tags of all functions.</summary>
    internal static IEnumerable<string> Tags => ShortForms.Select(name => "!" + name);

    /// <summary>Whether a map's only key makes it a function call; an unknown function counts, so that it can be refused.</summary>
    internal static bool IsLongForm(string key) => key == Ref || key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether CloudFormation has a function of that long name.</summary>
    internal static bool IsKnown(string longForm) =>
        LongForms.Contains(longForm) || longForm.StartsWith(ForEachPrefix, StringComparison.Ordinal);

    /// <summary>The long form of a YAML tag such as <c>!Sub</c>; the tag itself when no function has it.</summary>
    internal static string LongFormOf(string tag)
    {
        var name = tag[1..];
        if (!ShortForms.Contains(name))
        {
            return tag;
        }

        return name is Ref or Condition ? name : Prefix + name;
    }
}
