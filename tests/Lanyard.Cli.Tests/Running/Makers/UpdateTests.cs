using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Tests.Running.Makers;

/// <summary>Resources that are made a second time become as the template says now; what cannot change is named.</summary>
public sealed class UpdateTests : IAsyncLifetime
{
    private const string Boundary = "arn:aws:iam::aws:policy/AdministratorAccess";
    private const string Trust =
        """{Version: "2012-10-17", Statement: {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: "sts:AssumeRole"}}""";
    private const string Policy =
        """{Version: "2012-10-17", Statement: {Effect: Allow, Action: "s3:GetObject", Resource: "*"}}""";

    private CliLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await CliLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task A_user_has_its_boundary_and_its_tags()
    {
        var unmade = await MakeAsync(
            "User",
            "AWS::IAM::User",
            $"UserName: ann, PermissionsBoundary: \"{Boundary}\", Tags: [{{Key: team, Value: a}}]"
        );

        var user = (await _lab.SendAsync(IamModel.GetUser, new GetUserInput { UserName = "ann" })).User!;
        Assert.Empty(unmade);
        Assert.Equal(Boundary, user.PermissionsBoundary!.PermissionsBoundaryArn);
        Assert.Equal("a", Assert.Single(user.Tags!).Value);
    }

    [Fact]
    public async Task A_user_loses_the_policies_that_its_template_no_longer_names()
    {
        await MakeAsync(
            "User",
            "AWS::IAM::User",
            $"UserName: ann, ManagedPolicyArns: [\"{Boundary}\"], Policies: [{{PolicyName: one, PolicyDocument: {Policy}}}]"
        );

        await MakeAsync(
            "User",
            "AWS::IAM::User",
            $"UserName: ann, Policies: [{{PolicyName: two, PolicyDocument: {Policy}}}]"
        );

        var inline = await _lab.SendAsync(IamModel.ListUserPolicies, new ListUserPoliciesInput { UserName = "ann" });
        var attached = await _lab.SendAsync(
            IamModel.ListAttachedUserPolicies,
            new ListAttachedUserPoliciesInput { UserName = "ann" }
        );
        Assert.Equal(["two"], inline.PolicyNames!);
        Assert.Empty(attached.AttachedPolicies!);
    }

    [Theory]
    [InlineData(
        "AWS::IAM::User",
        "UserName: x",
        $"UserName: x, PermissionsBoundary: \"{Boundary}\"",
        "PermissionsBoundary"
    )]
    [InlineData("AWS::IAM::User", "UserName: x", "UserName: x, Tags: [{Key: team, Value: a}]", "Tags")]
    [InlineData("AWS::IAM::User", "UserName: x", "UserName: x, Path: /team/", "Path")]
    [InlineData(
        "AWS::ECR::Repository",
        "RepositoryName: xx",
        "RepositoryName: xx, ImageTagMutability: IMMUTABLE",
        "ImageTagMutability"
    )]
    [InlineData("AWS::Logs::LogGroup", "LogGroupName: x, RetentionInDays: 7", "LogGroupName: x", "RetentionInDays")]
    [InlineData(
        "AWS::IAM::Role",
        $"RoleName: x, AssumeRolePolicyDocument: {Trust}",
        $"RoleName: x, AssumeRolePolicyDocument: {Trust}, Tags: [{{Key: team, Value: a}}]",
        "Tags"
    )]
    [InlineData(
        "AWS::SecretsManager::Secret",
        "Name: x, SecretString: pw",
        "Name: x, SecretString: pw, Tags: [{Key: team, Value: a}]",
        "Tags"
    )]
    public async Task What_cannot_change_any_more_is_named(string type, string before, string after, string property)
    {
        Assert.Empty(await MakeAsync("X", type, before));
        Assert.Empty(await MakeAsync("X", type, before));

        var unmade = Assert.Single(await MakeAsync("X", type, after));

        Assert.Equal($"{property} of X ({type}): it is there already and this cannot be changed", unmade);
    }

    [Fact]
    public async Task What_Lanyard_does_not_make_of_a_resource_is_named_to_people_and_scripts()
    {
        var template = _lab.Write(
            "bucket.yaml",
            """
            Resources:
              Bucket:
                Type: AWS::S3::Bucket
                Properties:
                  BucketName: plain
                  VersioningConfiguration: {Status: Enabled}
            """
        );

        var text = (await _lab.LanyardAsync("run", template)).StartedNothing();
        var json = (await _lab.LanyardAsync("run", template, "--json")).StartedNothing();

        const string Unmade =
            "VersioningConfiguration of Bucket (AWS::S3::Bucket): Lanyard does not make this property";
        Assert.Contains($"not made  property {Unmade} [{template}:6:7]", text.Lines);
        Assert.Contains($"    {Unmade}", text.Lines);
        Assert.Equal(Unmade, json.Json[^1].GetProperty("notMadeProperties")[0].GetString());
        Assert.Contains(json.Json, one => one.GetProperty("event").GetString() == "propertyNotMade");
    }

    [Fact]
    public async Task A_policy_is_taken_from_a_role_of_the_template_that_it_no_longer_names()
    {
        string Template(string roles) =>
            $$$"""
                Resources:
                  One: {Type: "AWS::IAM::Role", Properties: {RoleName: one, AssumeRolePolicyDocument: {{{Trust}}}}}
                  Two: {Type: "AWS::IAM::Role", Properties: {RoleName: two, AssumeRolePolicyDocument: {{{Trust}}}}}
                  Policy:
                    Type: AWS::IAM::Policy
                    Properties: {PolicyName: read, PolicyDocument: {{{Policy}}}, Roles: [{{{roles}}}]}
                """;
        (await _lab.LanyardAsync("run", _lab.Write("t.yaml", Template("!Ref One, !Ref Two")))).StartedNothing();

        (await _lab.LanyardAsync("run", _lab.Write("t.yaml", Template("!Ref One")))).StartedNothing();

        Assert.Equal(["read"], await PoliciesOfAsync("one"));
        Assert.Empty(await PoliciesOfAsync("two"));
    }

    private async Task<IReadOnlyList<string>> PoliciesOfAsync(string role) =>
        (await _lab.SendAsync(IamModel.ListRolePolicies, new ListRolePoliciesInput { RoleName = role })).PolicyNames!;

    private async Task<IReadOnlyList<string>> MakeAsync(string id, string type, string properties)
    {
        var stack = await _lab.StackAsync($"Resources: {{{id}: {{Type: \"{type}\", Properties: {{{properties}}}}}}}");
        await stack.MakeAsync(_lab.Client, (_, _) => { }, CliLab.Token);
        return [.. stack.UnmadeProperties.Select(one => one.ToString())];
    }
}
