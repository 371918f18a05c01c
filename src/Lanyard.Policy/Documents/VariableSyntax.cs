namespace Lanyard.Policy.Documents;

/// <summary>Looks for policy variables that stand where there are none, or are not written as variables are.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html" />
internal static class VariableSyntax
{
    private const string Opening = "${";

    private const string Shape = "write `${key}`, or `${key, 'default'}`";

    public static bool HasVariable(string text) => text.Contains(Opening, StringComparison.Ordinal);

    /// <summary>Finds a variable where there are none, whatever the version; such a one is ordinary text.</summary>
    /// <param name="text">The text that may hold one.</param>
    /// <param name="where">What the text is, as in <c>an action</c>.</param>
    /// <param name="node">Where it stands.</param>
    /// <param name="faults">Where findings go.</param>
    public static void Refuse(string text, string where, SourceNode node, FaultList faults)
    {
        if (HasVariable(text))
        {
            var message = $"there are no policy variables in {where}: `{text}` is taken as it stands";
            const string Hint =
                "use variables in resources, after the fifth colon, and in values of String and Arn operators";
            faults.Warn(FaultCodes.VariableInElement, message, Hint, node);
        }
    }

    /// <summary>Checks the variables of a text that may have some; one finding for a text.</summary>
    public static void Check(SourceNode node, PolicyVersion version, FaultList faults)
    {
        var text = node.Text.AsSpan();
        if (!text.Contains(Opening, StringComparison.Ordinal))
        {
            return;
        }

        if (version == PolicyVersion.V2008)
        {
            var message =
                $"before version `2012-10-17` there are no policy variables: `{node.Text}` is taken as it stands";
            faults.Warn(FaultCodes.VariableInVersion, message, "write `\"Version\": \"2012-10-17\"`", node);
            return;
        }

        while (text.IndexOf(Opening, StringComparison.Ordinal) is var start and >= 0)
        {
            text = text[(start + Opening.Length)..];
            var end = FindEnd(text);
            if (end < 0 || text[..end].Contains(Opening, StringComparison.Ordinal))
            {
                const string Message = "a policy variable has no closing brace";
                faults.Warn(FaultCodes.MissingBrace, Message, "write `}` after its name", node);
                return;
            }

            if (FaultOf(text[..end]) is var (code, what))
            {
                faults.Warn(code, what, Shape, node);
                return;
            }

            text = text[(end + 1)..];
        }
    }

    private static (string Code, string Message)? FaultOf(ReadOnlySpan<char> variable)
    {
        if (variable is "*" or "?" or "$")
        {
            return null;
        }

        var comma = variable.IndexOf(',');
        var key = comma < 0 ? variable : variable[..comma];
        if (key.IsWhiteSpace())
        {
            return (FaultCodes.EmptyVariable, "a policy variable has no name");
        }

        if (key.Contains(' '))
        {
            return (FaultCodes.SpaceInVariable, $"there is a blank in the policy variable `{key}`");
        }

        var fallback = comma < 0 ? "''" : variable[(comma + 1)..].Trim(' ');
        return fallback.Length >= 2 && fallback[0] == '\'' && fallback[^1] == '\''
            ? null
            : (FaultCodes.MissingQuote, $"the default of the policy variable `{key}` is not in single quotes");
    }

    /// <summary>The closing brace; a default in quotes may hold braces of its own.</summary>
    private static int FindEnd(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('}');
        var quote = end < 0 ? -1 : text[..end].IndexOf('\'');
        var quotedEnd = quote < 0 ? -1 : text[quote..].IndexOf("'}", StringComparison.Ordinal);
        return quotedEnd < 0 ? end : quote + quotedEnd + 1;
    }
}
