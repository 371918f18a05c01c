using System.Text.Json.Nodes;
using Lanyard.Testing;

namespace Lanyard.EndToEnd.Tests;

/// <summary>A server whose tasks are a shell script each, in an image with a shell and little else.</summary>
/// <remarks>It is made by the first test that uses it, so that a machine without containers skips the test.</remarks>
public sealed class SmallTasks : IAsyncDisposable
{
    internal const string LogGroup = "/small";
    internal const string TaskRole = "small-task";

    // Prints what an address answers, and why it does not.
    private const string Get = """
        get() {
          exec 3<>"/dev/tcp/$1/$2" || return
          printf 'GET %s HTTP/1.0\r\nHost: %s\r\n\r\n' "$3" "$1" >&3
          cat <&3
          echo
        }
        exec 2>&1

        """;

    private const string Template = """
        Resources:
          Group: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /small}}
          ExecutionRole:
            Type: AWS::IAM::Role
            Properties:
              RoleName: small-execution
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement: {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: "sts:AssumeRole"}
              ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"]
          TaskRole:
            Type: AWS::IAM::Role
            Properties:
              RoleName: small-task
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement: {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: "sts:AssumeRole"}
        """;

    private readonly TemporaryDirectory _directory = new();
    private ServerProcess? _server;

    internal ServerProcess Server => _server!;

    /// <summary>Starts a task.</summary>
    /// <param name="script">What its container runs, after the definition of <c>get ADDRESS PORT PATH</c>.</param>
    /// <param name="hasTaskRole">Whether it has a task role.</param>
    /// <returns>The task's id.</returns>
    internal async Task<string> StartAsync(string script, bool hasTaskRole = true)
    {
        Machine.MustRunContainers();
        if (_server is null)
        {
            _server = await ServerProcess.StartAsync(_directory["data"]);
            await PrepareAsync();
        }

        var role = hasTaskRole ? new[] { "--task-role-arn", $"arn:aws:iam::000000000000:role/{TaskRole}" } : [];
        var definition = await Server.AwsAsync([
            .. (string[])["ecs", "register-task-definition", "--family", "small", "--network-mode", "awsvpc"],
            .. (string[])["--requires-compatibilities", "FARGATE", "--cpu", "256", "--memory", "512"],
            .. (string[])["--execution-role-arn", "arn:aws:iam::000000000000:role/small-execution", .. role],
            .. (string[])["--container-definitions", Containers(script)],
            .. (string[])["--query", "taskDefinition.taskDefinitionArn"],
        ]);
        var task = await Server.AwsAsync([
            .. (string[])["ecs", "run-task", "--task-definition", definition, "--launch-type", "FARGATE"],
            .. (string[])["--network-configuration", "awsvpcConfiguration={subnets=[subnet-1],securityGroups=[sg-1]}"],
            .. (string[])["--query", "tasks[0].taskArn"],
        ]);
        return task[(task.LastIndexOf('/') + 1)..];
    }

    /// <summary>Waits for a task's end.</summary>
    /// <returns>The lines that it wrote.</returns>
    internal async Task<string[]> LinesAsync(string task) => Lines(await Server.LanyardAsync("logs", task));

    /// <summary>Runs a script as a task.</summary>
    /// <returns>The lines that it wrote.</returns>
    internal async Task<string> OutputAsync(string script, bool hasTaskRole = true) =>
        string.Join('\n', await LinesAsync(await StartAsync(script, hasTaskRole)));

    /// <summary>Waits until a running task has written a line that begins so.</summary>
    /// <returns>The rest of the line.</returns>
    internal async Task<string> LineAsync(string task, string beginning)
    {
        string? line = null;
        await Waiting.UntilAsync(async () =>
        {
            line = Lines(await Server.LanyardAsync("logs", task, "--no-follow"))
                .FirstOrDefault(one => one.StartsWith(beginning, StringComparison.Ordinal));
            return line is not null;
        });
        return line![beginning.Length..];
    }

    /// <summary>Stops a task and waits for its end.</summary>
    internal async Task StopAsync(string task)
    {
        var stop = await Server.LanyardAsync("stop", task);
        Assert.True(stop.ExitCode == 0, stop.ToString());
        await Waiting.UntilAsync(async () => await DescribeAsync(task, "lastStatus") is "STOPPED");
    }

    /// <summary>A member of what ECS says of a task.</summary>
    internal Task<string> DescribeAsync(string task, string member) =>
        Server.AwsAsync("ecs", "describe-tasks", "--tasks", task, "--query", $"tasks[0].{member}");

    /// <summary>Starts the server again, on the same data, once it has ended.</summary>
    internal async Task StartServerAgainAsync()
    {
        await Server.DisposeAsync();
        _server = await ServerProcess.StartAsync(Server.Data);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _directory.Dispose();
    }

    private async Task PrepareAsync()
    {
        await File.WriteAllTextAsync(_directory["small.yaml"], Template, TestContext.Current.CancellationToken);
        using var root = TinyRoot.Create();
        var made = await Server.LanyardAsync("run", _directory["small.yaml"]);
        Assert.True(made.ExitCode == 0, made.ToString());
        var pushed = await Server.LanyardAsync("image", "push", root.Path, "small");
        Assert.True(pushed.ExitCode == 0, pushed.ToString());
    }

    private static string Containers(string script) =>
        new JsonArray(
            new JsonObject
            {
                ["name"] = "app",
                ["image"] = "000000000000.dkr.ecr.us-east-1.amazonaws.com/small:latest",
                ["command"] = new JsonArray("/bin/bash", "-c", Get + script),
                ["logConfiguration"] = new JsonObject
                {
                    ["logDriver"] = "awslogs",
                    ["options"] = new JsonObject
                    {
                        ["awslogs-group"] = LogGroup,
                        ["awslogs-region"] = "us-east-1",
                        ["awslogs-stream-prefix"] = "small",
                    },
                },
            }
        ).ToJsonString();

    private static string[] Lines(Finished logs)
    {
        const string Prefix = "app | ";
        Assert.True(logs.ExitCode == 0, logs.ToString());
        return
        [
            .. logs.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[Prefix.Length..]),
        ];
    }
}
