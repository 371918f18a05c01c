using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Fuzz.Targets;

/// <summary>Patterns beside texts, compared with a matcher that keeps a table: the pattern in the first line.</summary>
internal static class Patterns
{
    private const int MostCells = 1_000_000;

    public static FuzzTarget Target { get; } =
        new(
            "patterns",
            [
                "a*b?c\naxxbyc",
                "*a*a*a*a*b\naaaaaaaaaaaaaaaa",
                "?*?\nab",
                "${*}${k}\n*v",
                "${none, '}'}*\n}",
                "s3:Get*\ns3:GetObject",
            ],
            ["*", "?", "**", "*?", "a", "ab", "${", "}", "${*}", "${?}", "${$}", "${k}", "', '", "\n", "*a"],
            Hostile,
            Check
        );

    /// <summary>Few letters and many wildcards; or so many of both that backtracking would never end.</summary>
    private static string Hostile(Random random)
    {
        if (random.Next(20) == 0)
        {
            var runs = random.Next(10_000);
            return $"{string.Concat(Enumerable.Repeat("*a", runs))}*b\n{new string('a', 2 * runs)}";
        }

        return $"{Letters("ab*?", random)}\n{Letters("aab", random)}";
    }

    private static string Letters(string letters, Random random) =>
        string.Create(random.Next(24), random, (span, from) => from.GetItems(letters, span));

    private static void Check(string input)
    {
        var lines = Lines.Split(input, 2);
        var (source, text) = (lines[0], lines[1]);
        var context = new RequestContext().Set("k", text);
        foreach (
            var syntax in (PatternSyntax[])
                [PatternSyntax.IgnoreCase, PatternSyntax.IgnoreCase | PatternSyntax.Variables]
        )
        {
            _ = Pattern.Compile(source, syntax).IsMatch(text, context);
        }

        var withVariables = Pattern.Compile(source, PatternSyntax.Wildcards | PatternSyntax.Variables);
        _ = withVariables.IsMatch(text, context);
        _ = withVariables.Consider(text, context, new HashSet<string>(["k"]));

        var pattern = Pattern.Compile(source, PatternSyntax.Wildcards);
        var isMatch = pattern.IsMatch(text, context);
        Assert.True(!isMatch || text.AsSpan().StartsWith(pattern.Beginning), "what matches has the beginning");
        if (
            source.Length * (long)text.Length <= MostCells
            && !source.Any(character => character is >= '\ufdd0' and <= '\ufdd3')
        )
        {
            Assert.True(isMatch == IsLike(source, text), $"the table says {!isMatch}");
        }
    }

    private static bool IsLike(string pattern, string text)
    {
        // Which beginnings of the text the pattern so far can make.
        var reached = new bool[text.Length + 1];
        reached[0] = true;
        foreach (var mark in pattern)
        {
            var next = new bool[text.Length + 1];
            for (var at = 0; at <= text.Length; at++)
            {
                next[at] =
                    mark == '*'
                        ? reached[at] || (at > 0 && next[at - 1])
                        : at > 0 && reached[at - 1] && (mark == '?' || mark == text[at - 1]);
            }

            reached = next;
        }

        return reached[^1];
    }
}
