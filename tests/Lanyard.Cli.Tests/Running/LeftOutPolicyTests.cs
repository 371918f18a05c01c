using System.Text.Json;
using Lanyard.Cli.Commands;

namespace Lanyard.Cli.Tests.Running;

/// <summary>What bears policy and is not made makes what was decided without it unknown, aloud.</summary>
public sealed class LeftOutPolicyTests : IDisposable
{
    private const string Secret =
        "  S: {Type: 'AWS::SecretsManager::Secret', Properties: {Name: shop/pw, SecretString: pw}}";

    private const string Read = $$"""
          Read:
            Type: AWS::IAM::RolePolicy
            Properties: {RoleName: !Ref Exec, PolicyName: read, PolicyDocument: {{TaskTemplate.AllowRead}}}
        """;

    private const string Deny = $$"""
          Deny:
            Type: AWS::SecretsManager::ResourcePolicy
            Properties: {SecretId: !Ref S, ResourcePolicy: {{TaskTemplate.DenyRead}}}
        """;

    private readonly RunLab _lab = new();

    public LeftOutPolicyTests() => _lab.Runtime.Program = _ => Task.FromResult(0);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task A_secret_that_is_read_though_its_own_policy_was_left_out_is_no_success()
    {
        var run = await RunAsync(TaskTemplate.With("{Name: B, ValueFrom: !Ref S}", $"{Secret}\n{Read}\n{Deny}"));

        Assert.True(run.ExitCode == ExitCodes.Failed, run.ToString());
        Assert.Contains(
            run.Lines,
            line => line.StartsWith("unknown   secretsmanager:GetSecretValue", StringComparison.Ordinal)
        );
        Assert.Contains(
            "allowed here, but Deny (AWS::SecretsManager::ResourcePolicy) was left out of the judgement",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            run.Lines,
            line => line.StartsWith("  unknown        secretsmanager:GetSecretValue", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_refusal_that_the_resource_s_own_policy_might_lift_proposes_nothing()
    {
        var run = await RunAsync(TaskTemplate.With("{Name: B, ValueFrom: !Ref S}", $"{Secret}\n{Deny}"));

        Assert.True(run.ExitCode == ExitCodes.Failed, run.ToString());
        Assert.Contains(
            "refused here, but Deny (AWS::SecretsManager::ResourcePolicy)",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("fix: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_are_told_what_is_unknown_and_why()
    {
        var run = await RunAsync(
            TaskTemplate.With("{Name: B, ValueFrom: !Ref S}", $"{Secret}\n{Read}\n{Deny}"),
            isJson: true
        );

        var report = run.Json[^1];
        Assert.False(report.GetProperty("succeeded").GetBoolean());
        var unknown = Assert.Single(report.GetProperty("roles")[0].GetProperty("unknown").EnumerateArray());
        Assert.Equal("secretsmanager:GetSecretValue", unknown.GetProperty("action").GetString());
        Assert.Equal("Deny (AWS::SecretsManager::ResourcePolicy)", unknown.GetProperty("leftOut").GetString());
        Assert.Contains(run.Json, one => IsUnknownDecision(one, "secretsmanager:GetSecretValue"));
    }

    [Fact]
    public async Task A_policy_that_was_left_out_and_nobody_would_have_asked_does_not_matter()
    {
        const string Other =
            "  Other: {Type: 'AWS::SecretsManager::Secret', Properties: {Name: other, SecretString: pw}}";
        var deny = Deny.Replace("!Ref S", "!Ref Other", StringComparison.Ordinal);

        var run = await RunAsync(
            TaskTemplate.With("{Name: B, ValueFrom: !Ref S}", $"{Secret}\n{Other}\n{Read}\n{deny}")
        );

        run.Succeeded();
        Assert.Contains("Deny (AWS::SecretsManager::ResourcePolicy)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_unknown_may_pass_as_refusals_may()
    {
        var template = TaskTemplate.With("{Name: B, ValueFrom: !Ref S}", $"{Secret}\n{Read}\n{Deny}");

        var run = await RunAsync(template, failsOnDenial: false);

        run.Succeeded();
        Assert.Contains("unknown   secretsmanager:GetSecretValue", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        ", RepositoryPolicyText: {Version: \"2012-10-17\", Statement: []}",
        "",
        "ecr:BatchGetImage",
        "RepositoryPolicyText of Repository (AWS::ECR::Repository)"
    )]
    [InlineData(
        "",
        "  Endpoint: {Type: 'AWS::EC2::VPCEndpoint', Properties: {ServiceName: com.amazonaws.us-east-1.ecr.api, PolicyDocument: {Statement: []}}}",
        "ecr:GetAuthorizationToken",
        "Endpoint (AWS::EC2::VPCEndpoint)"
    )]
    [InlineData(
        "",
        "  Guard: {Type: 'AWS::Organizations::Policy', Properties: {Type: SERVICE_CONTROL_POLICY, Content: {Statement: []}}}",
        "ecr:GetAuthorizationToken",
        "Guard (AWS::Organizations::Policy)"
    )]
    [InlineData(
        "",
        "  Registry: {Type: 'AWS::ECR::RegistryPolicy', Properties: {PolicyText: {Statement: []}}}",
        "ecr:BatchGetImage",
        "Registry (AWS::ECR::RegistryPolicy)"
    )]
    public async Task Whatever_bears_on_a_call_makes_it_unknown(
        string repository,
        string resources,
        string action,
        string leftOut
    )
    {
        var run = await RunAsync(TaskTemplate.With("", resources, repository), isJson: true);

        Assert.True(run.ExitCode == ExitCodes.Failed, run.ToString());
        Assert.Contains(
            run.Json[^1].GetProperty("roles")[0].GetProperty("unknown").EnumerateArray(),
            one => one.GetProperty("action").GetString() == action && one.GetProperty("leftOut").GetString() == leftOut
        );
    }

    [Theory]
    [InlineData(
        "  Endpoint: {Type: 'AWS::EC2::VPCEndpoint', Properties: {ServiceName: com.amazonaws.us-east-1.ecr.api}}"
    )]
    [InlineData("  Queue: {Type: 'AWS::SQS::QueuePolicy', Properties: {Queues: [q], PolicyDocument: {Statement: []}}}")]
    [InlineData("  Tags: {Type: 'AWS::Organizations::Policy', Properties: {Type: TAG_POLICY, Content: {}}}")]
    public async Task What_cannot_bear_on_a_call_leaves_it_known(string resources) =>
        (await RunAsync(TaskTemplate.With("", resources))).Succeeded();

    [Fact]
    public async Task A_secret_under_a_key_of_its_own_is_not_judged_without_the_key()
    {
        var run = await RunAsync(
            TaskTemplate.With(
                "{Name: B, ValueFrom: !Ref S}",
                $"{Secret.Replace("SecretString: pw", "SecretString: pw, KmsKeyId: alias/shop", StringComparison.Ordinal)}\n{Read}"
            )
        );

        Assert.True(run.ExitCode == ExitCodes.Failed, run.ToString());
        Assert.Contains(
            "but KmsKeyId of S (AWS::SecretsManager::Secret) was left out",
            run.Output,
            StringComparison.Ordinal
        );
    }

    private static bool IsUnknownDecision(JsonElement one, string call) =>
        one.GetProperty("event").GetString() == "decision"
        && one.GetProperty("call").GetString() == call
        && one.GetProperty("unknown").GetBoolean();

    private async Task<Finished> RunAsync(string template, bool isJson = false, bool failsOnDenial = true)
    {
        var options = await _lab.OptionsAsync(template) with { IsJson = isJson, FailsOnDenial = failsOnDenial };
        var (run, error) = await _lab.RunAsync(options, CliLab.Token);
        Assert.Null(error);
        return run;
    }
}
