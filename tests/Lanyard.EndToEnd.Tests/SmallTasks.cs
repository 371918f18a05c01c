using Lanyard.Testing;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.EndToEnd.Tests;

/// <summary>A server whose tasks are a shell script each, in an image with a shell and little else.</summary>
/// <remarks>It is made by the first test that uses it, so that a machine without containers skips the test.</remarks>
public sealed class SmallTasks : IAsyncDisposable
{
    internal const string TaskRole = "small-task";

    private const string Account = "arn:aws:iam::000000000000";
    private const string LogGroup = "/small";
    private const int WaitSeconds = 5;

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
        await MustBeReadyAsync();
        var registered = await Server.Client.SendAsync(
            EcsModel.RegisterTaskDefinition,
            Definition(script, hasTaskRole ? $"{Account}:role/{TaskRole}" : null)
        );
        var run = await Server.Client.SendAsync(
            EcsModel.RunTask,
            new RunTaskInput
            {
                TaskDefinition = registered.TaskDefinition!.TaskDefinitionArn,
                LaunchType = "FARGATE",
                NetworkConfiguration = new NetworkConfiguration
                {
                    AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-1"], SecurityGroups = ["sg-1"] },
                },
            }
        );
        var arn = run.Tasks![0].TaskArn!;
        return arn[(arn.LastIndexOf('/') + 1)..];
    }

    /// <summary>Runs a template on the server, whose registry has the image <c>small</c>.</summary>
    internal async Task<Finished> RunAsync(string template)
    {
        await MustBeReadyAsync();
        await File.WriteAllTextAsync(_directory["run.yaml"], template, TestContext.Current.CancellationToken);
        return await Server.LanyardAsync("run", _directory["run.yaml"]);
    }

    /// <summary>Waits for a task's end.</summary>
    /// <returns>The lines that it wrote.</returns>
    internal async Task<string[]> LinesAsync(string task)
    {
        const string Prefix = "app | ";
        var logs = await Server.LanyardAsync("logs", task);
        Assert.True(logs.ExitCode == 0, logs.ToString());
        return
        [
            .. logs.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[Prefix.Length..]),
        ];
    }

    /// <summary>Runs a script as a task.</summary>
    /// <returns>The lines that it wrote.</returns>
    internal async Task<string> OutputAsync(string script, bool hasTaskRole = true) =>
        string.Join('\n', await LinesAsync(await StartAsync(script, hasTaskRole)));

    /// <summary>Waits until a running task has written a line that begins so.</summary>
    /// <returns>The rest of the line.</returns>
    internal async Task<string> LineAsync(string task, string beginning)
    {
        long? position = 0;
        var line = await Eventually.SeesAsync(
            $"a line that begins with `{beginning}`",
            async () =>
            {
                var output = await Server.Client.SendAsync(
                    LanyardModel.GetTaskOutput,
                    new GetTaskOutputInput
                    {
                        Task = (await DescribeAsync(task)).TaskArn,
                        Container = "app",
                        Position = position,
                        WaitSeconds = WaitSeconds,
                    }
                );
                position = output.Position;
                return output
                    .Lines?.Select(one => one.Text!)
                    .FirstOrDefault(text => text.StartsWith(beginning, StringComparison.Ordinal));
            },
            found => found is not null,
            _ => $"output up to {position}"
        );
        return line![beginning.Length..];
    }

    /// <summary>Stops a task and waits for its end.</summary>
    internal async Task StopAsync(string task)
    {
        var stop = await Server.LanyardAsync("stop", task);
        Assert.True(stop.ExitCode == 0, stop.ToString());
        await EndOfAsync(task);
    }

    /// <summary>Waits until a task has stopped.</summary>
    internal Task<EcsTask> EndOfAsync(string task) =>
        Eventually.SeesAsync(
            $"task {task} to stop",
            () => DescribeAsync(task),
            described => described.LastStatus == "STOPPED",
            described => described.LastStatus!
        );

    /// <summary>What ECS says of a task.</summary>
    internal async Task<EcsTask> DescribeAsync(string task) =>
        (
            await Server.Client.SendAsync(EcsModel.DescribeTasks, new DescribeTasksInput { Tasks = [task] })
        ).Tasks!.Single();

    /// <summary>What CloudWatch Logs has of a task.</summary>
    internal async Task<IEnumerable<string?>> LoggedAsync(string task) =>
        (
            await Server.Client.SendAsync(
                LogsModel.GetLogEvents,
                new GetLogEventsInput
                {
                    LogGroupName = LogGroup,
                    LogStreamName = $"small/app/{task}",
                    StartFromHead = true,
                }
            )
        ).Events!.Select(one => one.Message);

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

    private async Task MustBeReadyAsync()
    {
        await Machine.MustRunContainersAsync();
        if (_server is null)
        {
            _server = await ServerProcess.StartAsync(_directory["data"]);
            await PrepareAsync();
        }
        else if (_server.HasEnded)
        {
            await StartServerAgainAsync(); // The test before this one left it so.
        }
    }

    private async Task PrepareAsync()
    {
        await File.WriteAllTextAsync(_directory["small.yaml"], Template, TestContext.Current.CancellationToken);
        using var root = TinyRoot.Create();
        var made = await Server.LanyardAsync("run", _directory["small.yaml"]);
        // Only what its tasks need is made: a run that starts none ends with 1.
        Assert.True(made.ExitCode == 1, made.ToString());
        Assert.Contains("no task was started", made.ToString(), StringComparison.Ordinal);
        var pushed = await Server.LanyardAsync("image", "push", root.Path, "small");
        Assert.True(pushed.ExitCode == 0, pushed.ToString());
    }

    private static RegisterTaskDefinitionInput Definition(string script, string? taskRole) =>
        new()
        {
            Family = "small",
            NetworkMode = "awsvpc",
            RequiresCompatibilities = ["FARGATE"],
            Cpu = "256",
            Memory = "512",
            ExecutionRoleArn = $"{Account}:role/small-execution",
            TaskRoleArn = taskRole,
            ContainerDefinitions =
            [
                new ContainerDefinition
                {
                    Name = "app",
                    Image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/small:latest",
                    Command = ["/bin/bash", "-c", Get + script],
                    LogConfiguration = new LogConfiguration
                    {
                        LogDriver = "awslogs",
                        Options = new Dictionary<string, string>(StringComparer.Ordinal)
                        {
                            ["awslogs-group"] = LogGroup,
                            ["awslogs-region"] = "us-east-1",
                            ["awslogs-stream-prefix"] = "small",
                        },
                    },
                },
            ],
        };
}

/// <summary>The tests with small tasks run one after the other, on one server.</summary>
[CollectionDefinition(Name)]
public sealed class OnSmallTasks : ICollectionFixture<SmallTasks>
{
    public const string Name = "small tasks";
}
