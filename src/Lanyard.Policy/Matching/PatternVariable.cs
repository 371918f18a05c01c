using System.Diagnostics.CodeAnalysis;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Matching;

/// <summary>A policy variable: the name of a condition key, and what stands for it when the key has no value.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html" />
internal sealed record PatternVariable(string Key, string? Default)
{
    /// <summary>Reads what stands between the braces; false when it is no variable and so is ordinary text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out PatternVariable? variable)
    {
        variable = null;
        var comma = text.IndexOf(',');
        var key = comma < 0 ? text : text[..comma];
        if (key.IsEmpty || key.Contains(' '))
        {
            return false;
        }

        if (comma < 0)
        {
            variable = new PatternVariable(key.ToString(), null);
            return true;
        }

        var rest = text[(comma + 1)..].TrimStart(' ');
        if (rest.Length < 2 || rest[0] != '\'' || rest[^1] != '\'')
        {
            return false;
        }

        variable = new PatternVariable(key.ToString(), rest[1..^1].ToString());
        return true;
    }

    /// <summary>The text that stands for the variable; null when there is none. Sets have no one text.</summary>
    public string? Resolve(RequestContext context) =>
        context.TryGet(Key, out var values) && values.Length == 1 && !context.IsMultivalued(Key) ? values[0] : Default;
}
