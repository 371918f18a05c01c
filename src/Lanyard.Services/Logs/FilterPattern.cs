using System.Text;

namespace Lanyard.Services.Logs;

/// <summary>A filter pattern of plain terms: each must be in the message, one with a minus must not; quotes keep blanks.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html" />
internal sealed class FilterPattern
{
    private readonly List<string> _wanted = [];
    private readonly List<string> _unwanted = [];

    private FilterPattern() { }

    /// <summary>Reads a pattern; an empty one matches everything.</summary>
    public static FilterPattern Parse(string text)
    {
        var pattern = new FilterPattern();
        var term = new StringBuilder();
        var isQuoted = false;
        foreach (var character in text + " ")
        {
            if (character == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (character == ' ' && !isQuoted)
            {
                pattern.Add(term.ToString());
                term.Clear();
            }
            else
            {
                term.Append(character);
            }
        }

        pattern.Add(term.ToString().TrimEnd());
        return pattern;
    }

    /// <summary>Whether a message has all that is wanted and nothing that is not. Case counts.</summary>
    public bool Matches(string message) =>
        _wanted.TrueForAll(term => message.Contains(term, StringComparison.Ordinal))
        && !_unwanted.Exists(term => message.Contains(term, StringComparison.Ordinal));

    private void Add(string term)
    {
        if (term.Length > 1 && term[0] == '-')
        {
            _unwanted.Add(term[1..]);
        }
        else if (term.Length > 0)
        {
            _wanted.Add(term);
        }
    }
}
