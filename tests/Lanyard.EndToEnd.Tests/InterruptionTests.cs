using System.Diagnostics;
using Lanyard.Testing;

namespace Lanyard.EndToEnd.Tests;

/// <summary>A run that is interrupted while its container, which ignores SIGTERM, runs.</summary>
[Collection(Containers.Name)]
public sealed class InterruptionTests : IDisposable
{
    private const string Template = """
        Resources:
          Repository: {Type: AWS::ECR::Repository, Properties: {RepositoryName: stubborn}}
          ExecutionRole:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement: {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: "sts:AssumeRole"}
              ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"]
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [FARGATE]
              NetworkMode: awsvpc
              Cpu: 256
              Memory: 512
              ExecutionRoleArn: !GetAtt ExecutionRole.Arn
              ContainerDefinitions:
                - Name: app
                  Image: !GetAtt Repository.RepositoryUri
                  Command: [/bin/bash, -c, "trap '' TERM; echo here; while :; do sleep 1; done"]
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task It_ends_and_leaves_nothing_behind(string signal)
    {
        await Machine.MustRunContainersAsync();
        using var root = TinyRoot.Create();
        await File.WriteAllTextAsync(_directory["t.yaml"], Template, TestContext.Current.CancellationToken);
        using var run = Start("run", _directory["t.yaml"], "--image", $"stubborn={root.Path}");
        var error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await ReadUntilAsync(run, "| here");

        await Finished.RunAsync("/bin/kill", [$"-{signal}", $"{run.Id}"]);
        await Eventually.DoneAsync(run.WaitForExitAsync(TestContext.Current.CancellationToken), "the end of the run");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("lanyard: interrupted", await error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_directory["tmp"], "lanyard-*"));
        Assert.DoesNotContain(
            _directory["tmp"],
            await File.ReadAllTextAsync("/proc/self/mountinfo", TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    private Process Start(params string[] arguments)
    {
        // Tests that run in the background of a shell have SIGINT ignored, and what they start would inherit that.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Checkout.Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["TMPDIR"] = Directory.CreateDirectory(_directory["tmp"]).FullName;
        return Process.Start(start)!;
    }

    private static async Task ReadUntilAsync(Process run, string end)
    {
        var found = await Eventually.SeesAsync(
            $"a line that ends with `{end}`",
            () => run.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask(),
            line => line?.EndsWith(end, StringComparison.Ordinal) ?? true
        );
        Assert.True(found is not null, $"the run ended before it wrote `{end}`");
    }
}
