using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Explanation;

/// <summary>Names what policy variables do to an entry that does not match: they are plain text, or stand for something else.</summary>
/// <remarks>
/// No entry is proposed beside such a one: what a variable keeps apart, as each person's own folder, another entry would
/// open.
/// </remarks>
internal static class VariableDifference
{
    /// <summary>The difference of an entry with variables; null when it has none, or does not match whatever they stand for.</summary>
    /// <param name="element">The element that the entry stands in.</param>
    /// <param name="entry">The entry as written.</param>
    /// <param name="policy">The policy it stands in.</param>
    /// <param name="context">What the variables stand for.</param>
    /// <param name="isMatch">Whether an entry, in some version and context, matches what is asked.</param>
    public static Difference? Find(
        MissedElement element,
        string entry,
        CompiledPolicy policy,
        RequestContext context,
        Func<string, PolicyVersion, bool> isMatch
    )
    {
        var variables = VariablesIn(entry);
        if (variables.Count == 0 || !isMatch(Widest(entry), PolicyVersion.V2008))
        {
            return null;
        }

        var values = string.Join(" and ", variables.Distinct().Select(variable => Say(variable, context)));
        if (policy.Document.Version == PolicyVersion.V2012)
        {
            return new Difference(element, NearMissKind.OtherVariableValue, $"in `{entry}` {values} in this request");
        }

        var plain = $"`{entry}` is plain text: only a policy with `\"Version\": \"2012-10-17\"` has policy variables";
        return isMatch(entry, PolicyVersion.V2012)
            ? new Difference(element, NearMissKind.VariableInVersion, plain) { IsOfVersion = true }
            : new Difference(element, NearMissKind.VariableInVersion, $"{plain}; even there {values} in this request");
    }

    private static string Say(PatternVariable variable, RequestContext context) =>
        variable.Resolve(context) is { } value
            ? $"`${{{variable.Key}}}` is `{value}`"
            : $"`${{{variable.Key}}}` has no value";

    /// <summary>The entry with anything in place of its variables.</summary>
    private static string Widest(string entry)
    {
        var widest = entry;
        while (Next(widest) is var (start, end) && end > 0)
        {
            widest = $"{widest[..start]}*{widest[(end + 1)..]}";
        }

        return widest;
    }

    private static List<PatternVariable> VariablesIn(string entry)
    {
        var found = new List<PatternVariable>();
        var rest = entry;
        while (Next(rest) is var (start, end) && end > 0)
        {
            if (
                PatternVariable.TryParse(rest.AsSpan(start + 2, end - start - 2), out var variable)
                && variable.Key is not ("*" or "?" or "$")
            )
            {
                found.Add(variable);
            }

            rest = rest[(end + 1)..];
        }

        return found;
    }

    private static (int Start, int End) Next(string text)
    {
        var start = text.IndexOf("${", StringComparison.Ordinal);
        return start < 0 ? (0, 0) : (start, Math.Max(0, text.IndexOf('}', start)));
    }
}
