using Lanyard.Cli.Commands;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Tests.Running.Makers;

/// <summary>What bears policy is made: inline policies of their own, and tags that conditions ask for.</summary>
public sealed class PolicyBearingTests : IDisposable
{
    private const string Parameter =
        "  P: {Type: 'AWS::SSM::Parameter', Properties: {Name: /shop/colour, Type: String, Value: blue, Tags: {app: shop}}}";

    private readonly RunLab _lab = new();

    public PolicyBearingTests() => _lab.Runtime.Program = _ => Task.FromResult(0);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task A_role_has_the_policies_that_are_resources_of_their_own()
    {
        const string Policy = """
              Pol:
                Type: AWS::IAM::RolePolicy
                Properties:
                  RoleName: !Ref Exec
                  PolicyName: params
                  PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "ssm:GetParameters", Resource: !Sub "arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/shop/*"}]}
            """;

        var run = await RunAsync(TaskTemplate.With("{Name: A, ValueFrom: !Ref P}", $"{Parameter}\n{Policy}"));

        run.Succeeded();
        Assert.Contains(run.Lines, line => line.StartsWith("allowed   ssm:GetParameters", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("shop", ExitCodes.Done)]
    [InlineData("bank", ExitCodes.Failed)]
    public async Task A_parameter_has_its_tags(string app, int exitCode)
    {
        var policy = ByTag("ssm:GetParameters", "aws:ResourceTag/app", app);

        var run = await RunAsync(TaskTemplate.With("{Name: A, ValueFrom: !Ref P}", $"{Parameter}\n{policy}"));

        Assert.True(run.ExitCode == exitCode, run.ToString());
    }

    [Theory]
    [InlineData("shop", ExitCodes.Done)]
    [InlineData("bank", ExitCodes.Failed)]
    public async Task A_secret_has_its_tags(string app, int exitCode)
    {
        const string Secret =
            "  S: {Type: 'AWS::SecretsManager::Secret', Properties: {Name: shop/pw, SecretString: pw, Tags: [{Key: app, Value: shop}]}}";
        var policy = ByTag("secretsmanager:GetSecretValue", "secretsmanager:ResourceTag/app", app);

        var run = await RunAsync(TaskTemplate.With("{Name: B, ValueFrom: !Ref S}", $"{Secret}\n{policy}"));

        Assert.True(run.ExitCode == exitCode, run.ToString());
    }

    [Fact]
    public async Task A_user_has_the_policies_that_are_resources_of_their_own()
    {
        await using var lab = await CliLab.StartAsync();
        var stack = await lab.StackAsync(
            $$$"""
            Resources:
              Ann: {Type: "AWS::IAM::User", Properties: {UserName: ann}}
              Pol: {Type: "AWS::IAM::UserPolicy", Properties: {UserName: !Ref Ann, PolicyName: read, PolicyDocument: {{{TaskTemplate.AllowRead}}}}}
              All: {Type: "AWS::IAM::ManagedPolicy", Properties: {ManagedPolicyName: all, Users: [!Ref Ann], PolicyDocument: {{{TaskTemplate.AllowRead}}}}}
            """
        );

        await stack.MakeAsync(lab.Client, (_, _) => { }, CliLab.Token);
        await stack.MakeAsync(lab.Client, (_, _) => { }, CliLab.Token);

        var inline = await lab.SendAsync(IamModel.ListUserPolicies, new ListUserPoliciesInput { UserName = "ann" });
        var attached = await lab.SendAsync(
            IamModel.ListAttachedUserPolicies,
            new ListAttachedUserPoliciesInput { UserName = "ann" }
        );
        Assert.Equal(["read"], inline.PolicyNames!);
        Assert.Equal("all", Assert.Single(attached.AttachedPolicies!).PolicyName);
        Assert.Empty(stack.UnmadeProperties);
    }

    [Fact]
    public async Task Repositories_log_groups_and_clusters_take_their_tags_the_first_time_and_the_second()
    {
        await using var lab = await CliLab.StartAsync();
        var stack = await lab.StackAsync(
            """
            Resources:
              Repository: {Type: "AWS::ECR::Repository", Properties: {RepositoryName: shop, Tags: [{Key: app, Value: shop}]}}
              Group: {Type: "AWS::Logs::LogGroup", Properties: {LogGroupName: shop, Tags: [{Key: app, Value: shop}]}}
              Cluster: {Type: "AWS::ECS::Cluster", Properties: {ClusterName: shop, Tags: [{Key: app, Value: shop}]}}
              Parameter: {Type: "AWS::SSM::Parameter", Properties: {Name: shop, Type: String, Value: a, Tags: {app: shop}}}
            """
        );

        await stack.MakeAsync(lab.Client, (_, _) => { }, CliLab.Token);
        await stack.MakeAsync(lab.Client, (_, _) => { }, CliLab.Token);

        Assert.Empty(stack.UnmadeProperties);
    }

    private static string ByTag(string action, string key, string value) =>
        $$$$$"""
              Pol:
                Type: AWS::IAM::Policy
                Properties:
                  Roles: [!Ref Exec]
                  PolicyName: by-tag
                  PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "{{{{{action}}}}}", Resource: "*", Condition: {StringEquals: {"{{{{{key}}}}}": {{{{{value}}}}}}}}]}
            """;

    private async Task<Finished> RunAsync(string template)
    {
        var (run, error) = await _lab.RunAsync(await _lab.OptionsAsync(template), CliLab.Token);
        Assert.Null(error);
        return run;
    }
}
