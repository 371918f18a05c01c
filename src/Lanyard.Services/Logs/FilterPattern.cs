using System.Text;

namespace Lanyard.Services.Logs;

/// <summary>
/// A filter pattern of terms: each must be in the message, one with a minus must not, of those with a question mark one must
/// when there are no others; quotes keep blanks. Patterns for JSON, for space-delimited events and regular expressions are refused.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html" />
internal sealed class FilterPattern
{
    private readonly List<string> _wanted = [];
    private readonly List<string> _unwanted = [];
    private readonly List<string> _anyOf = [];

    private FilterPattern() { }

    /// <summary>Reads a pattern; an empty one matches everything.</summary>
    /// <exception cref="Wire.Errors.AwsException">It is of a kind that Lanyard does not know, or a quote is not closed.</exception>
    public static FilterPattern Parse(string text)
    {
        var pattern = new FilterPattern();
        var rest = text.AsSpan().Trim();
        if (rest.Length > 0 && rest[0] is '{' or '[' or '%')
        {
            throw LogsErrors.PatternNotUnderstood();
        }

        while (rest.Length > 0)
        {
            var sign = rest[0] is '-' or '?' && rest.Length > 1 ? rest[0] : '\0';
            rest = sign == '\0' ? rest : rest[1..];
            var term = rest[0] == '"' ? Quoted(ref rest) : Bare(ref rest);
            pattern.Add(sign, term);
            rest = rest.TrimStart();
        }

        return pattern;
    }

    /// <summary>Whether a message has all that is wanted and nothing that is not. Case counts.</summary>
    public bool Matches(string message)
    {
        bool IsIn(string term) => message.Contains(term, StringComparison.Ordinal);

        return _wanted.TrueForAll(IsIn)
            && !_unwanted.Exists(IsIn)
            && (_anyOf.Count == 0 || _wanted.Count + _unwanted.Count > 0 || _anyOf.Exists(IsIn));
    }

    private void Add(char sign, string term)
    {
        if (term.Length > 0)
        {
            var list =
                sign == '-' ? _unwanted
                : sign == '?' ? _anyOf
                : _wanted;
            list.Add(term);
        }
    }

    private static string Bare(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(' ');
        var term = end < 0 ? rest : rest[..end];
        rest = rest[term.Length..];
        return term.ToString();
    }

    private static string Quoted(ref ReadOnlySpan<char> rest)
    {
        var term = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                return term.ToString();
            }

            i += rest[i] == '\\' && i + 1 < rest.Length ? 1 : 0;
            term.Append(rest[i]);
        }

        throw LogsErrors.BadPattern();
    }
}
