using Lanyard.Testing;

namespace Lanyard.EndToEnd.Tests;

/// <summary>What a user wrote wrongly, or a machine did: a clear message, the right exit status, no stack trace.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Role = """
          Role:
            Type: AWS::IAM::Role
            Properties:
              RoleName: AppRole
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement: {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: "sts:AssumeRole"}
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var run = await Finished.LanyardAsync("run", _directory["nothing.yaml"]);

        AssertRefused(run, 2, "nothing.yaml");
    }

    [Fact]
    public async Task A_file_that_is_neither_YAML_nor_JSON_is_refused_with_its_place()
    {
        var run = await RunAsync("Resources: [\n  {");

        AssertRefused(run, 2, "template.yaml:");
    }

    [Fact]
    public async Task An_intrinsic_that_cannot_be_resolved_is_refused_with_its_place()
    {
        var run = await RunAsync(
            """
            Resources:
              Group:
                Type: AWS::Logs::LogGroup
                Properties:
                  LogGroupName: !Ref Nothing
            """
        );

        AssertRefused(run, 2, "template.yaml:5:");
        Assert.Contains("Nothing", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_that_the_template_does_not_have_is_refused()
    {
        var run = await Finished.LanyardAsync("run", Checkout.Sample, "--parameter", "Falt=none");

        AssertRefused(run, 2, "Falt");
    }

    [Fact]
    public async Task A_parameter_value_that_is_not_allowed_is_refused()
    {
        var run = await Finished.LanyardAsync("run", Checkout.Sample, "--parameter", "Fault=everything");

        AssertRefused(run, 2, "Fault");
    }

    [Fact]
    public async Task A_policy_that_IAM_would_refuse_is_refused_with_its_place()
    {
        var run = await RunAsync(
            """
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      Effect: Alow
                      Principal: {Service: ecs-tasks.amazonaws.com}
                      Action: "sts:AssumeRole"
            """
        );

        AssertRefused(run, 2, "template.yaml:8:");
    }

    [Fact]
    public async Task A_role_that_is_there_in_other_case_alone_is_pointed_out()
    {
        var run = await RunAsync(
            $$"""
            Resources:
            {{Role}}
              Task:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  Family: app
                  TaskRoleArn: arn:aws:iam::000000000000:role/approle
                  ContainerDefinitions:
                    - {Name: app, Image: "000000000000.dkr.ecr.us-east-1.amazonaws.com/app", Memory: 64}
            """
        );

        AssertRefused(run, 2, "the role `approle` is not there");
        Assert.Contains("`AppRole`", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_nothing_supplies_is_refused_with_its_place()
    {
        var run = await RunAsync(
            """
            Resources:
              Repository:
                Type: AWS::ECR::Repository
                Properties: {RepositoryName: app}
              Task:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  Family: app
                  ContainerDefinitions:
                    - Name: app
                      Image: !Sub "${Repository.RepositoryUri}:latest"
                      Memory: 64
            """
        );

        AssertRefused(run, 2, "template.yaml:11:");
        Assert.Contains("--image app=ARCHIVE", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_build_refuses_an_image_that_would_have_to_be_built()
    {
        var run = await Finished.LanyardAsync("run", Checkout.Sample, "--no-build");

        AssertRefused(run, 2, "--no-build");
    }

    [Fact]
    public async Task A_resource_type_that_is_not_made_is_named_and_the_run_goes_on()
    {
        var run = await RunAsync(
            """
            Resources:
              Topic:
                Type: AWS::SNS::Topic
              Group:
                Type: AWS::Logs::LogGroup
            """
        );

        Assert.True(run.ExitCode == 1, run.ToString()); // It made a log group, and started nothing.
        Assert.Contains("Topic (AWS::SNS::Topic)", run.Output, StringComparison.Ordinal);
        Assert.Contains("made      log group", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_to_a_resource_that_is_not_made_is_refused()
    {
        var run = await RunAsync(
            """
            Resources:
              Topic:
                Type: AWS::SNS::Topic
              Group:
                Type: AWS::Logs::LogGroup
                Properties:
                  LogGroupName: !Ref Topic
            """
        );

        AssertRefused(run, 2, "Topic");
    }

    [Fact]
    public async Task A_corrupt_archive_is_named()
    {
        await File.WriteAllTextAsync(
            _directory["broken.tar"],
            "this is no archive",
            TestContext.Current.CancellationToken
        );

        var run = await Finished.LanyardAsync(
            "run",
            Checkout.Sample,
            "--image",
            $"receipts={_directory["broken.tar"]}"
        );

        AssertRefused(run, 1, "broken.tar");
    }

    [Fact]
    public async Task A_command_without_a_server_says_how_to_start_one()
    {
        var run = await Finished.LanyardAsync("ps", "--data", _directory["nowhere"]);

        AssertRefused(run, 1, "lanyard up");
    }

    [Theory]
    [InlineData("up", "--port", "-1")]
    [InlineData("up", "--account", "12")]
    [InlineData("up", "--runtime", "podman")]
    [InlineData("fly")]
    public async Task Arguments_that_mean_nothing_are_misuse(params string[] arguments)
    {
        var run = await Finished.LanyardAsync([.. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private async Task<Finished> RunAsync(string template)
    {
        await File.WriteAllTextAsync(_directory["template.yaml"], template, TestContext.Current.CancellationToken);
        return await Finished.LanyardAsync("run", _directory["template.yaml"]);
    }

    private static void AssertRefused(Finished run, int exitCode, string words)
    {
        Assert.True(run.ExitCode == exitCode, run.ToString());
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
