using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Tests.Matching;

/// <summary>Patterns that are made to be slow.</summary>
public sealed class GlobTests
{
    private const int Runs = 100_000;

    // A matcher that takes back what it took for a run would be at it for longer than there is time; one that begins each
    // piece at the text's start would make 10¹⁰ steps.
    [Theory]
    [InlineData("*a", "*b", false)]
    [InlineData("*a", "*", true)]
    [InlineData("a*?", "b", false)]
    [InlineData("*?a", "*ab*", false)]
    public void Each_character_is_passed_once_however_many_runs_there_are(string piece, string end, bool expected)
    {
        var pattern = Pattern.Compile(string.Concat(Enumerable.Repeat(piece, Runs)) + end, PatternSyntax.Wildcards);

        Assert.Equal(expected, pattern.IsMatch(new string('a', 4 * Runs), RequestContext.Empty));
    }
}
