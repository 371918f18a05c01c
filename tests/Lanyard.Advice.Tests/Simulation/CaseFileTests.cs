using System.Text;
using Lanyard.Advice.Simulation;

namespace Lanyard.Advice.Tests.Simulation;

/// <summary>Files of cases with lines that are none.</summary>
public sealed class CaseFileTests
{
    [Fact]
    public async Task Half_a_surrogate_pair_makes_a_line_no_case_and_the_next_is_answered()
    {
        const string Document = """{"format":"lanyard-doc/1","kind":"identity","document":{}}""";

        var answers = await AnswerAsync($"{Document} \ud800\n{Document}");

        Assert.Equal("""{"line":1,"error":"the line is not JSON"}""", answers[0]);
        Assert.StartsWith("""{"valid":false""", answers[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"request":{},"requ\ud800":1}""", "a name beside `request` holds half a surrogate pair")]
    [InlineData(
        """{"format":"lanyard-doc/1","kind":"identity","document":"\ud800"}""",
        "`document` holds half a surrogate pair"
    )]
    [InlineData(
        """{"request":{"principal":{"type":"anonymous"},"action":"a:b","resource":"*","context":{"\ud800":[]}}}""",
        "a name in `context` holds half a surrogate pair"
    )]
    public async Task An_escape_that_is_no_text_makes_a_line_no_case(string line, string error)
    {
        var answers = await AnswerAsync(line);

        Assert.Equal($$"""{"line":1,"error":"{{error}}"}""", answers[0]);
    }

    private static async Task<string[]> AnswerAsync(string lines)
    {
        using var reader = new StringReader(lines);
        using var output = new MemoryStream();
        await CaseFile.AnswerAsync(reader, output, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n');
    }
}
