using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lanyard.Access;
using Lanyard.Containers;
using Lanyard.Storage.Tables;
using Lanyard.Tasks.Credentials;
using Lanyard.Tasks.Definitions;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Tasks.Startup;
using Lanyard.Testing;
using Lanyard.Testing.Doors;
using Lanyard.Testing.Fakes;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Tests;

/// <summary>A task engine over fakes, with a real front door and real roles between it and a scripted cloud.</summary>
internal sealed class TaskLab : IAsyncDisposable
{
    public const string Region = "us-east-1";
    public const string Registry = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
    public const string Image = Registry + "/team/app:1";
    public const string ExecutionRole = "arn:aws:iam::111122223333:role/exec";
    public const string TaskRole = "arn:aws:iam::111122223333:role/app";

    public const string Trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},
        "Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"},
        "ArnLike":{"aws:SourceArn":"arn:aws:ecs:us-east-1:111122223333:*"}}}]}
        """;

    private readonly TemporaryDirectory _directory = new();

    private TaskPorts _ports = null!;
    private TaskOptions _options = null!;
    private Records? _records;

    private TaskLab(TestDoor door, Cloud cloud)
    {
        Door = door;
        Cloud = cloud;
        Runtime = new FakeRuntime(door.Time);
    }

    public TestDoor Door { get; }
    public Cloud Cloud { get; }
    public FakeRuntime Runtime { get; private set; }
    public FakeTaskNetworks Networks { get; } = new();
    public FakeTaskImages Images { get; } = new();
    public FakeTaskLinks Links { get; } = new();
    public TaskDefinitions Definitions { get; private set; } = null!;
    public TaskEngine Engine { get; private set; } = null!;

    /// <summary>What tasks may have of this machine, from the next start of the engine on.</summary>
    public HostAccess HostAccess { get; set; } = HostAccess.None;

    /// <summary>Where the files of tasks are.</summary>
    public string Directory => _directory.Path;

    /// <summary>How long output waits for more of it, from the next start of the engine on; at zero no clock has to move for it.</summary>
    public TimeSpan LogFlushInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Why no runtime is there; null when one is.</summary>
    public ContainerException? NoRuntime { get; set; }

    /// <summary>Every state that tasks were seen in.</summary>
    public ConcurrentQueue<TaskRecord> Seen { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens a lab in which both roles may do everything.</summary>
    public static Task<TaskLab> OpenAsync() => OpenAsync(TestDoor.AllowAll);

    /// <summary>Opens a lab in which the execution role may do everything but this.</summary>
    public static Task<TaskLab> WithoutAsync(params string[] actions)
    {
        var denied = string.Join(',', actions.Select(action => $"\"{action}\""));
        return OpenAsync(
            $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":[{{{denied}}}],"Resource":"*"}}"""
        );
    }

    public static async Task<TaskLab> OpenAsync(string executionPolicy, string trust = Trust, string taskTrust = Trust)
    {
        var cloud = new Cloud();
        cloud.Push("team/app:1");
        var door = await TestDoor.OpenAsync(host => Task.FromResult(cloud.Operations(host)));
        await door.RoleAsync("exec", trust, executionPolicy);
        await door.RoleAsync("app", taskTrust, TestDoor.AllowAll);
        var lab = new TaskLab(door, cloud);
        await lab.OpenEngineAsync();
        await lab.Engine.RecoverAsync(Token);
        return lab;
    }

    /// <summary>Ends the engine and starts another over what is there, as a restart of the server.</summary>
    public async Task RestartAsync()
    {
        await ReopenAsync();
        await Engine.RecoverAsync(Token);
    }

    /// <summary>As <see cref="RestartAsync" /> until shortly before the tasks are taken up.</summary>
    public async Task ReopenAsync()
    {
        await Engine.DisposeAsync();
        var program = Runtime.Program;
        Runtime = Runtime.Reopen();
        Runtime.Program = program;
        await OpenEngineAsync();
    }

    /// <summary>Changes what is stored of a task beneath the engine, as a server that was killed too early leaves it.</summary>
    public async Task RewriteAsync(TaskRecord task, Func<TaskRecord, TaskRecord> change)
    {
        var table = await Door.Host.Records.OpenAsync(TaskRecord.Collection, Token);
        await table.PutAsync(change(table.Find(task.TaskArn)!), Token);
    }

    /// <summary>A definition with these containers, as Fargate or EC2 run it.</summary>
    public static TaskDefinition Definition(params ContainerDefinition[] containers) =>
        new()
        {
            Family = "web",
            NetworkMode = "awsvpc",
            Cpu = "256",
            Memory = "512",
            ExecutionRoleArn = ExecutionRole,
            TaskRoleArn = TaskRole,
            ContainerDefinitions = containers.Length > 0 ? containers : [Container("app")],
        };

    public static ContainerDefinition Container(string name) => new() { Name = name, Image = Image };

    public static LogConfiguration AwsLogs(params (string Name, string Value)[] more)
    {
        var options = new Dictionary<string, string>
        {
            ["awslogs-group"] = "app",
            ["awslogs-region"] = Region,
            ["awslogs-stream-prefix"] = "p",
        };
        foreach (var (name, value) in more)
        {
            options[name] = value;
        }

        return new LogConfiguration { LogDriver = "awslogs", Options = options };
    }

    public async Task<TaskRecord> StartAsync(
        TaskDefinition? definition = null,
        string launchType = LaunchTypes.Fargate,
        TaskOverride? overrides = null,
        string region = Region
    )
    {
        var registered = await Definitions.RegisterAsync(
            TestDoor.Account,
            region,
            definition ?? Definition(),
            [],
            "arn:aws:iam::111122223333:user/ann",
            Token
        );
        var started = await Engine.StartAsync(
            [
                new TaskLaunch
                {
                    Account = TestDoor.Account,
                    Region = region,
                    ClusterName = "default",
                    Definition = registered,
                    LaunchType = launchType,
                    Overrides = overrides,
                    Attachments =
                    [
                        new Attachment
                        {
                            Id = "eni-1",
                            Type = "ElasticNetworkInterface",
                            Details = [new EcsKeyValuePair { Name = "privateIPv4Address", Value = "10.0.0.7" }],
                        },
                    ],
                },
            ],
            (_, _) => true,
            Token
        );
        return started![0];
    }

    /// <summary>Starts a task and waits for its end.</summary>
    public async Task<TaskRecord> RunAsync(
        TaskDefinition? definition = null,
        string launchType = LaunchTypes.Fargate,
        TaskOverride? overrides = null
    )
    {
        var task = await StartAsync(definition, launchType, overrides);
        return await ReachedAsync(task, TaskStatuses.Stopped);
    }

    /// <summary>Starts a task and waits until it runs.</summary>
    public async Task<TaskRecord> RunningAsync(
        TaskDefinition? definition = null,
        string launchType = LaunchTypes.Fargate
    )
    {
        var task = await StartAsync(definition, launchType);
        var reached = await ReachedAsync(task, TaskStatuses.Running);
        Assert.Equal(TaskStatuses.Running, reached.LastStatus);
        return reached;
    }

    public async Task<TaskRecord> ReachedAsync(TaskRecord task, string status) =>
        (
            await Eventually.DoneAsync(
                Engine.TaskReachedAsync(task.Arn, status, Token),
                $"task {task.Id} to be {status} (it was {Engine.Find(task.Arn)?.LastStatus} at first)"
            )
        )!;

    /// <summary>Waits until the record of a task is as wanted, however short that is.</summary>
    public async Task<TaskRecord> UntilAsync(
        TaskRecord task,
        Func<TaskRecord, bool> isWanted,
        [CallerArgumentExpression(nameof(isWanted))] string wanted = ""
    )
    {
        var seen = new TaskCompletionSource<TaskRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var observation = Engine.Observe(one =>
        {
            if (one.TaskArn == task.TaskArn && isWanted(one))
            {
                seen.TrySetResult(one);
            }
        });
        return Engine.Find(task.Arn) is { } now && isWanted(now)
            ? now
            : await Eventually.DoneAsync(seen.Task, $"the record of task {task.Id} to be as in `{wanted}`");
    }

    /// <summary>Lets time pass, a little at a time, until something is so.</summary>
    /// <remarks>How much has passed by then is not known: timers are set while it passes.</remarks>
    public Task PassTimeUntilAsync(
        Func<bool> isSo,
        TimeSpan step,
        Func<string>? seen = null,
        [CallerArgumentExpression(nameof(isSo))] string awaited = ""
    ) =>
        Eventually.IsSoAsync(
            $"`{awaited}` while time passes",
            isSo,
            seen ?? (() => string.Join(", ", Seen.TakeLast(1).Select(one => $"{one.Id} {one.LastStatus}"))),
            betweenLooks: () => Door.Time.Advance(step)
        );

    /// <summary>Waits until something is so that nobody tells of.</summary>
    public static Task UntilAsync(Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string awaited = "") =>
        Eventually.IsSoAsync($"`{awaited}`", isSo);

    /// <summary>Waits until a stream of CloudWatch Logs holds so many events.</summary>
    /// <returns>All that it holds then.</returns>
    public Task<IReadOnlyList<string>> LoggedAsync(string stream, int count) =>
        Eventually.SeesAsync(
            $"{count} events in {stream}",
            () => Task.FromResult(Cloud.Logged(stream)),
            logged => logged.Count >= count,
            logged => string.Join(" | ", logged)
        );

    public FakeContainer ContainerOf(TaskRecord task, string name) =>
        Runtime[task.Containers.Single(one => one.Name == name).RuntimeId];

    /// <summary>What a step of a task would work with.</summary>
    public StepContext ContextOf(IStartupStep step, TaskRecord task)
    {
        var definition = Definitions.Find(TestDoor.Account, Region, task.TaskDefinitionArn)!.Definition;
        return new StepContext(
            step,
            new StartupPlan(task, definition),
            new TaskSessions(task, _ports, _options),
            ledger: null!,
            _ports,
            _options
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _records!.DisposeAsync();
        await Door.DisposeAsync();
        _directory.Dispose();
    }

    private async Task OpenEngineAsync()
    {
        // As the next server does, which knows what is stored and nothing else.
        await (_records?.DisposeAsync() ?? default);
        _records = await Records.OpenAsync(Door.Store, Door.Time, Token);
        Definitions = await TaskDefinitions.OpenAsync(_records, Door.Time, Token);
        _options = new TaskOptions
        {
            Directory = _directory.Path,
            HostAccess = HostAccess,
            LogFlushInterval = LogFlushInterval,
        };
        _ports = new TaskPorts
        {
            FrontDoor = () => Door.Door,
            Credentials = Door.Host.Credentials,
            Runtime = _ => NoRuntime is null ? new(Runtime) : throw NoRuntime,
            Networks = Networks,
            Images = Images,
            Links = Links,
            OpenLayer = Cloud.OpenLayerAsync,
            Ids = IdSource.Random,
            Time = Door.Time,
        };
        Engine = await TaskEngine.OpenAsync(_records, Definitions, _ports, _options, Token);
        Engine.Observe(Seen.Enqueue);
    }
}
