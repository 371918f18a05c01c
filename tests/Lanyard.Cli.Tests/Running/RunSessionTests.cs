using System.Text.Json;
using Lanyard.Cli.Commands;
using Lanyard.Testing;
using Lanyard.Testing.Fakes;

namespace Lanyard.Cli.Tests.Running;

/// <summary>Whole runs on a server whose containers are fakes: how they end, and what they print.</summary>
public sealed class RunSessionTests : IAsyncLifetime
{
    private const string Roles = """
        Resources:
          Execution:
            Type: AWS::IAM::Role
            Properties:
              RoleName: exec
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement: {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: "sts:AssumeRole"}
              Policies:
                - PolicyName: pull
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement: {Effect: Allow, Action: "ecr:*", Resource: "*"}
        """;

    private const string TaskResources = """
          Repository:
            Type: AWS::ECR::Repository
            Properties: {RepositoryName: app}
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              Family: app
              RequiresCompatibilities: [FARGATE]
              NetworkMode: awsvpc
              Cpu: "256"
              Memory: "512"
              ExecutionRoleArn: arn:aws:iam::000000000000:role/exec
              ContainerDefinitions:
                - {Name: app, Image: !Sub "${Repository.RepositoryUri}"}
                - {Name: sidecar, Image: !Sub "${Repository.RepositoryUri}", Essential: false}
                - {Name: partner, Image: !Sub "${Repository.RepositoryUri}"}
        """;

    private static readonly string[] Beside = ["sidecar", "partner"];

    private CliLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await CliLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task A_run_whose_essential_container_ends_with_0_succeeds()
    {
        Programs(app: _ => 0);

        var run = await RunAsync();

        run.Succeeded();
        Assert.EndsWith("the run succeeded", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(137)]
    [InlineData(143)]
    public async Task A_run_whose_essential_container_ends_otherwise_by_itself_fails(int exitCode)
    {
        Programs(app: _ => exitCode);

        var run = await RunAsync();

        Assert.True(run.ExitCode == ExitCodes.Failed, run.ToString());
        Assert.EndsWith("the run failed", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_essential_container_was_out_of_memory_fails()
    {
        Programs(app: container =>
        {
            container.End(137, outOfMemory: true);
            return 137;
        });

        var run = await RunAsync();

        Assert.True(run.ExitCode == ExitCodes.Failed, run.ToString());
    }

    [Fact]
    public async Task A_sidecar_that_is_not_essential_may_end_as_it_likes()
    {
        Programs(app: _ => 0, sidecar: 9);

        var run = await RunAsync();

        run.Succeeded();
        Assert.Contains("sidecar: exit code 9", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_events_of_a_run_are_JSON_a_line_and_the_last_is_the_report()
    {
        Programs(app: container =>
        {
            container.Print("hello");
            return 0;
        });

        var run = await RunAsync("--json");

        run.Succeeded();
        Assert.Subset(
            new HashSet<string?>(StringComparer.Ordinal) { "step", "made", "status", "line", "decision", "report" },
            run.Json.Select(Event).ToHashSet(StringComparer.Ordinal)
        );
        Assert.Contains(run.Json, one => Event(one) == "line" && one.GetProperty("text").GetString() == "hello");
        var report = run.Json[^1];
        Assert.Equal("report", Event(report));
        Assert.True(report.GetProperty("succeeded").GetBoolean());
        Assert.Equal("STOPPED", report.GetProperty("tasks")[0].GetProperty("lastStatus").GetString());
        Assert.Equal("exec", report.GetProperty("roles")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Tasks_are_stopped_when_their_time_is_up_and_the_run_fails()
    {
        var run = await RunAsync("--timeout", "0.3s");

        Assert.True(run.ExitCode == ExitCodes.Failed, run.ToString());
        Assert.Contains("the time is up: stopping the tasks", run.Error, StringComparison.Ordinal);
        Assert.Contains("STOPPED, UserInitiated", run.Output, StringComparison.Ordinal);
        Assert.Contains("the time given to `lanyard run` was up", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_may_name_a_role_that_another_of_the_run_declares()
    {
        Programs(app: _ => 0);
        var roles = _lab.Write("roles.yaml", Roles);
        var tasks = _lab.Write("tasks.yaml", $"Resources:\n{TaskResources}");

        var run = await _lab.LanyardAsync("run", roles, tasks, "--image", $"app={await _lab.ArchiveAsync("app.tar")}");

        run.Succeeded();
    }

    [Fact]
    public async Task A_parameter_is_for_those_templates_that_have_it()
    {
        const string Template = """
            Parameters:
              NAME: {Type: String}
            Resources:
              Group:
                Type: AWS::Logs::LogGroup
                Properties: {LogGroupName: !Ref NAME}
            """;
        var one = _lab.Write("one.yaml", Template.Replace("NAME", "One", StringComparison.Ordinal));
        var two = _lab.Write("two.yaml", Template.Replace("NAME", "Two", StringComparison.Ordinal));

        string[] arguments = ["run", one, two, "--parameter", "One=/one", "--parameter", "Two=/two"];

        var run = await _lab.LanyardAsync(arguments);
        var unknown = await _lab.LanyardAsync([.. arguments, "--parameter", "Three=/three"]);

        run.StartedNothing();
        Assert.Equal(["made      log group /one", "made      log group /two"], run.Lines.Take(2));
        unknown.Refused(ExitCodes.Misuse, "[Three] do not exist in any of the templates", "give one of One, Two");
    }

    [Fact]
    public async Task An_archive_for_an_image_that_no_task_uses_is_misuse_and_nothing_is_made()
    {
        var template = _lab.Write("template.yaml", $"{Roles}\n{TaskResources}");
        var archive = await _lab.ArchiveAsync("app.tar");

        var run = await _lab.LanyardAsync("run", template, "--image", $"app={archive}", "--image", $"ap={archive}");

        run.Refused(ExitCodes.Misuse, "no task uses the image `ap`");
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task What_a_run_on_a_server_of_its_own_keeps_is_told_to_people_and_scripts()
    {
        var template = _lab.Write("group.yaml", "Resources: {Group: {Type: 'AWS::Logs::LogGroup'}}");

        var text = await Finished.LanyardAsync("run", template, "--keep");
        var json = await Finished.LanyardAsync("run", template, "--keep", "--json");

        var kept = text.Lines.Single(line => line.StartsWith("kept: ", StringComparison.Ordinal))["kept: ".Length..];
        var alsoKept = json.Json[^1].GetProperty("kept").GetString()!;
        Assert.All([kept, alsoKept], directory => Assert.True(File.Exists(Path.Combine(directory, "lanyard.db"))));
        Directory.Delete(kept, recursive: true);
        Directory.Delete(alsoKept, recursive: true);
    }

    private static string? Event(JsonElement json) => json.GetProperty("event").GetString();

    /// <summary>The first container runs this program once all have started; those beside it stay until they are stopped.</summary>
    private void Programs(Func<FakeContainer, int> app, int? sidecar = null)
    {
        var waitedFor = Beside.ToDictionary(
            name => name,
            _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously),
            StringComparer.Ordinal
        );
        _lab.Runtime.Program = async container =>
        {
            if (container.Spec.Name == "app")
            {
                await Eventually.DoneAsync(
                    Task.WhenAll(waitedFor.Values.Select(source => source.Task)),
                    "the containers beside to start"
                );
                return app(container);
            }

            waitedFor[container.Spec.Name].SetResult();
            if (container.Spec.Name == "sidecar" && sidecar is { } exitCode)
            {
                return exitCode;
            }

            await container.WaitForSignalAsync("SIGTERM");
            return 143;
        };
    }

    private async Task<Finished> RunAsync(params string[] arguments) =>
        await _lab.LanyardAsync([
            "run",
            _lab.Write("template.yaml", $"{Roles}\n{TaskResources}"),
            "--image",
            $"app={await _lab.ArchiveAsync("app.tar")}",
            .. arguments,
        ]);
}
