using System.Text.Json;
using Lanyard.Advice.Simulation;

namespace Lanyard.Advice.Tests.Simulation;

/// <summary>What a case file's answer says of the documents in it.</summary>
public sealed class DocumentFindingsTests
{
    [Fact]
    public async Task A_document_with_warnings_alone_is_valid_and_its_warnings_are_listed()
    {
        using var answer = await AnswerAsync(
            """{"format":"lanyard-doc/1","kind":"identity","document":{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}}"""
        );

        Assert.True(answer.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal(["warning MISSING_VERSION write `\"Version\": \"2012-10-17\"`"], Findings(answer));
    }

    [Fact]
    public async Task Errors_and_warnings_are_listed_together_in_document_order()
    {
        using var answer = await AnswerAsync(
            """{"format":"lanyard-doc/1","kind":"scp","document":{"Statement":{"Effect":"allow","Action":"s3:*","Resource":"*"}}}"""
        );

        Assert.False(answer.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal(
            [
                "warning MISSING_VERSION write `\"Version\": \"2012-10-17\"`",
                "error INVALID_EFFECT did you mean `Allow`?",
            ],
            Findings(answer)
        );
    }

    private static async Task<JsonDocument> AnswerAsync(string line)
    {
        using var lines = new StringReader(line);
        using var output = new MemoryStream();
        await CaseFile.AnswerAsync(lines, output, TestContext.Current.CancellationToken);
        return JsonDocument.Parse(output.ToArray());
    }

    private static string[] Findings(JsonDocument answer) =>
        [
            .. answer
                .RootElement.GetProperty("findings")
                .EnumerateArray()
                .Select(finding => $"{Text(finding, "severity")} {Text(finding, "code")} {Text(finding, "hint")}"),
        ];

    private static string? Text(JsonElement finding, string name) => finding.GetProperty(name).GetString();
}
