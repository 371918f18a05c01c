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

    [Theory]
    [InlineData(PatternSyntax.Variables)]
    [InlineData(PatternSyntax.Variables | PatternSyntax.IgnoreCase)]
    [InlineData(PatternSyntax.Variables | PatternSyntax.Wildcards)]
    public void Variables_are_not_written_out_beyond_what_the_text_could_match(object syntax)
    {
        var source = string.Concat(Enumerable.Repeat("${k}", Runs)) + "${none}";
        var pattern = Pattern.Compile(source, (PatternSyntax)syntax);
        var context = new RequestContext().Set("k", new string('a', Runs));
        var unknown = new HashSet<string>(["none"], StringComparer.Ordinal);

        Assert.False(pattern.IsMatch("a", context));
        Assert.Equal(Truth.False, pattern.Consider("a", context, unknown));
    }

    [Fact]
    public void Variables_among_runs_match_texts_that_are_shorter_than_the_pattern()
    {
        var pattern = Pattern.Compile("*${k}*${k}*", PatternSyntax.Variables | PatternSyntax.Wildcards);

        Assert.True(pattern.IsMatch("aa", new RequestContext().Set("k", "a")));
        Assert.False(pattern.IsMatch("a", new RequestContext().Set("k", "a")));
    }
}
