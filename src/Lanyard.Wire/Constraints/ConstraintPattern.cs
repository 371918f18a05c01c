using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Lanyard.Wire.Constraints;

/// <summary>The patterns of the models: Java's, matched against the whole text in linear time.</summary>
internal static class ConstraintPattern
{
    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    public static bool Matches(string text, string pattern) => Compiled.GetOrAdd(pattern, Compile).IsMatch(text);

    private static Regex Compile(string pattern) =>
        new(
            $@"\A(?:{AsciiClasses(pattern)})\z",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking,
            Regex.InfiniteMatchTimeout
        );

    // Java's \w and \d are ASCII unless told otherwise, .NET's are not.
    private static string AsciiClasses(string pattern)
    {
        var text = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var escaped = pattern[i] == '\\' && i + 1 < pattern.Length ? pattern[i + 1] : '\0';
            var ranges = escaped switch
            {
                'w' => "a-zA-Z_0-9",
                'd' => "0-9",
                _ => null,
            };
            if (ranges is not null)
            {
                text.Append(inClass ? ranges : $"[{ranges}]");
                i++;
            }
            else if (escaped != '\0')
            {
                text.Append(pattern[i]).Append(escaped);
                i++;
            }
            else
            {
                inClass = pattern[i] == '[' || (inClass && pattern[i] != ']');
                text.Append(pattern[i]);
            }
        }

        return text.ToString();
    }
}
