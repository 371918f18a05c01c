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

    [Theory]
    [InlineData("identity", "arn:aws:s3:us-east-1::b", "error ARN_REGION_NOT_ALLOWED")]
    [InlineData("managed", "arn:aws:iam::111122223333:app", "error INVALID_IAM_RESOURCE_PATH")]
    [InlineData("scp", "arn:aws:s3:us-east-1::b", "warning ARN_REGION_NOT_ALLOWED")]
    public async Task Whether_a_resource_is_refused_or_found_depends_on_who_keeps_the_policy(
        string kind,
        string resource,
        string finding
    )
    {
        using var answer = await AnswerAsync(
            $$$$"""{"format":"lanyard-doc/1","kind":"{{{{kind}}}}","document":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"{{{{resource}}}}"}}}"""
        );

        Assert.Equal(
            !finding.StartsWith("error", StringComparison.Ordinal),
            answer.RootElement.GetProperty("valid").GetBoolean()
        );
        Assert.StartsWith(finding, Assert.Single(Findings(answer)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tagging.amazonaws.com", false)]
    [InlineData("amazonaws.com", false)]
    [InlineData("ecs-tasks.amazonaws.com", true)]
    public async Task Trust_is_given_to_services_that_there_may_be(string service, bool isValid)
    {
        using var answer = await AnswerAsync(
            $$$$"""{"format":"lanyard-doc/1","kind":"trust","document":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"{{{{service}}}}"},"Action":"sts:AssumeRole"}}}"""
        );

        Assert.Equal(isValid, answer.RootElement.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task A_document_may_stand_in_a_line_as_text()
    {
        using var answer = await AnswerAsync(
            """{"format":"lanyard-doc/1","name":"broken","kind":"trust","document":"{\"Version\":"}"""
        );

        Assert.Equal("broken", Text(answer.RootElement, "name"));
        Assert.False(answer.RootElement.GetProperty("valid").GetBoolean());
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
