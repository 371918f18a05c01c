using System.Text.Json;
using Lanyard.Testing;

namespace Lanyard.EndToEnd.Tests;

/// <summary><c>lanyard simulate</c>: files of cases and single questions, without a server.</summary>
public sealed class SimulateTests : IDisposable
{
    private const string Allowed = """
        {"format":"lanyard-sim/1","name":"a session that its bucket names","request":{"principal":{"type":"role-session","arn":"arn:aws:sts::111122223333:assumed-role/app/t1","account":"111122223333"},"action":"s3:GetObject","resource":"arn:aws:s3:::bucket/key","resourceAccount":"111122223333","context":{}},"policies":{"identity":[],"boundary":[],"session":[],"vpce":[],"resource":{"id":"resource","document":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/app/t1"},"Action":"s3:GetObject","Resource":"*"}}},"scp":[],"rcp":[]},"expect":{"decision":"allow"}}
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Cases_are_answered_in_order_with_a_summary_last()
    {
        var wrong = Allowed.Replace(
            "\"decision\":\"allow\"",
            "\"decision\":\"implicit-deny\"",
            StringComparison.Ordinal
        );

        var run = await SimulateAsync(Allowed, "this is no case", wrong);

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("1 passed, 1 failed\n", run.Error, StringComparison.Ordinal);
        var answers = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, answers.Length);
        Assert.Contains("\"pass\":true", answers[0], StringComparison.Ordinal);
        Assert.Equal("""{"line":2,"error":"the line is not JSON"}""", answers[1]);
        Assert.Contains("\"pass\":false", answers[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_failures_ends_well()
    {
        var run = await SimulateAsync(Allowed, Allowed);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("2 passed, 0 failed\n", run.Error);
    }

    [Fact]
    public async Task An_invalid_document_is_an_answer_and_no_failure()
    {
        var run = await SimulateAsync(
            """{"format":"lanyard-doc/1","kind":"identity","document":{"Version":"2012-10-17","Statement":{"Effect":"allow","Action":"s3","Resource":"x"}}}"""
        );

        Assert.True(run.ExitCode == 0, run.ToString());
        using var answer = JsonDocument.Parse(run.Output);
        Assert.False(answer.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal(
            ["INVALID_EFFECT", "INVALID_ACTION", "INVALID_ARN_PREFIX"],
            answer
                .RootElement.GetProperty("findings")
                .EnumerateArray()
                .Select(one => one.GetProperty("code").GetString())
        );
    }

    [Fact]
    public async Task A_role_of_the_sample_may_read_its_receipts_and_not_delete_them()
    {
        var reads = await AskAsync("s3:GetObject");
        var deletes = await AskAsync("s3:DeleteObject");

        Assert.True(reads.ExitCode == 0, reads.ToString());
        Assert.StartsWith("allowed: `s3:GetObject`", reads.Output, StringComparison.Ordinal);
        Assert.Equal(1, deletes.ExitCode);
        Assert.StartsWith("refused: `s3:DeleteObject`", deletes.Output, StringComparison.Ordinal);
        Assert.Contains(
            "is not authorized to perform: s3:DeleteObject on resource: arn:aws:s3:::receipts-",
            deletes.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("\"Action\": \"s3:DeleteObject\"", deletes.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_no_policy_of_its_own_opens_stays_shut()
    {
        await File.WriteAllTextAsync(
            _directory["all.json"],
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""",
            TestContext.Current.CancellationToken
        );

        var run = await Finished.LanyardAsync(
            "simulate",
            "--policy",
            _directory["all.json"],
            "--action",
            "kms:Decrypt",
            "--resource",
            "arn:aws:kms:us-east-1:000000000000:key/1"
        );

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no resource-based policy allows the kms:Decrypt action", run.Output, StringComparison.Ordinal);
    }

    private static Task<Finished> AskAsync(string action) =>
        Finished.LanyardAsync(
            "simulate",
            Checkout.Sample,
            "--role",
            "TaskRole",
            "--action",
            action,
            "--resource",
            "arn:aws:s3:::receipts-000000000000-us-east-1/receipts/1.txt"
        );

    private async Task<Finished> SimulateAsync(params string[] lines)
    {
        await File.WriteAllLinesAsync(_directory["cases.ndjson"], lines, TestContext.Current.CancellationToken);
        return await Finished.LanyardAsync("simulate", "--cases", _directory["cases.ndjson"]);
    }
}
