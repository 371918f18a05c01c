using System.Globalization;
using Lanyard.Cli.Clients;
using Lanyard.Cli.Running;
using Lanyard.Containers.Images;
using Lanyard.Server.Composition;
using Lanyard.Testing;
using Lanyard.Testing.Fakes;
using Lanyard.Wire.Models.Ecr;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Protocols;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanyard.Cli.Tests;

/// <summary>A whole server on a port and a directory of its own, and commands that use it; only what its tasks run on is a fake.</summary>
internal sealed class CliLab : IAsyncDisposable
{
    public const string Account = "000000000000";
    public const string Registry = $"{Account}.dkr.ecr.us-east-1.amazonaws.com";
    public const string Trust =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}""";
    public const string AllowAll =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    private readonly TemporaryDirectory _directory = new();
    private LanyardServer _server = null!;

    private CliLab() { }

    public FakeRuntime Runtime { get; } = new(TimeProvider.System);

    public string DataDirectory => _directory["data"];

    /// <summary>Ends when the server was asked to stop.</summary>
    public Task StopRequested => _server.StopRequested;

    /// <summary>A client that signs as the administrator.</summary>
    public AwsClient Client { get; private set; } = null!;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A path in a directory of the lab's own.</summary>
    public string this[string name] => _directory[name];

    /// <summary>Starts the server.</summary>
    /// <param name="configure">What it is started with beside its directory; null for nothing.</param>
    public static async Task<CliLab> StartAsync(Action<ServerOptions>? configure = null)
    {
        var lab = new CliLab();
        var options = new ServerOptions { DataDirectory = lab.DataDirectory, Port = 0 };
        configure?.Invoke(options);
        var start = new StartContext(options, NullLoggerFactory.Instance, TimeProvider.System)
        {
            Machine = (_, _) => new TaskMachine(lab.Runtime, new FakeTaskNetworks(), new FakeTaskImages()),
        };
        lab._server = await LanyardServer.StartAsync(start, Token);
        lab.Client = RunningServer.Connect(lab.DataDirectory);
        return lab;
    }

    /// <summary>Runs a command on the lab's server.</summary>
    public Task<Finished> LanyardAsync(params string[] arguments) =>
        Finished.LanyardAsync([.. arguments, "--data", DataDirectory]);

    /// <summary>Makes a call as the administrator.</summary>
    public Task<TOutput> SendAsync<TInput, TOutput>(OperationModel<TInput, TOutput> operation, TInput input)
        where TInput : class
        where TOutput : class => Client.SendAsync(operation, input, Token);

    /// <summary>Writes a file.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory[name])!);
        File.WriteAllText(_directory[name], text);
        return _directory[name];
    }

    /// <summary>Reads a template as a run does.</summary>
    public Task<StackPlan> StackAsync(string template) =>
        StackPlan.ReadAsync(
            Write("template.yaml", template),
            new Dictionary<string, string>(StringComparer.Ordinal),
            Account,
            "us-east-1",
            isAlone: true,
            Token
        );

    public Task CreateRoleAsync(string name, string trust = Trust) =>
        SendAsync(IamModel.CreateRole, new CreateRoleInput { RoleName = name, AssumeRolePolicyDocument = trust });

    public Task AllowAsync(string role, string policy, string document) =>
        SendAsync(
            IamModel.PutRolePolicy,
            new PutRolePolicyInput
            {
                RoleName = role,
                PolicyName = policy,
                PolicyDocument = document,
            }
        );

    public Task CreateRepositoryAsync(string name, string? mutability = null) =>
        SendAsync(
            EcrModel.CreateRepository,
            new CreateRepositoryInput { RepositoryName = name, ImageTagMutability = mutability }
        );

    /// <summary>Pushes a small image.</summary>
    public async Task PushAsync(string repository, string tag, string content = "a layer")
    {
        using var registry = await RegistryClient.LogInAsync(Client, Token);
        await registry.PushAsync(new SmallImage(content), repository, tag, Token);
    }

    /// <summary>Saves a small image as an archive.</summary>
    /// <returns>Its path.</returns>
    public async Task<string> ArchiveAsync(string name, params string[] tags)
    {
        await using var file = File.Create(_directory[name]);
        await ImageArchive.WriteAsync(new SmallImage("a layer"), tags, file, Token);
        return _directory[name];
    }

    /// <summary>The tags of a repository.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(string repository)
    {
        var images = await SendAsync(EcrModel.DescribeImages, new DescribeImagesInput { RepositoryName = repository });
        return [.. images.ImageDetails!.SelectMany(image => image.ImageTags ?? [])];
    }

    /// <summary>Makes what a task needs, its image among it.</summary>
    public async Task PrepareTaskAsync(params ContainerDefinition[] containers)
    {
        foreach (var role in (string[])["exec", "app"])
        {
            await CreateRoleAsync(role);
            await AllowAsync(role, "all", AllowAll);
        }

        await CreateRepositoryAsync("app");
        await PushAsync("app", "latest");
        await SendAsync(
            EcsModel.RegisterTaskDefinition,
            new RegisterTaskDefinitionInput
            {
                Family = "app",
                NetworkMode = "awsvpc",
                RequiresCompatibilities = ["FARGATE"],
                Cpu = "256",
                Memory = "512",
                ExecutionRoleArn = $"arn:aws:iam::{Account}:role/exec",
                TaskRoleArn = $"arn:aws:iam::{Account}:role/app",
                ContainerDefinitions =
                    containers.Length > 0
                        ? containers
                        : [new ContainerDefinition { Name = "app", Image = $"{Registry}/app" }],
            }
        );
    }

    /// <summary>Starts tasks of the definition that was prepared.</summary>
    public async Task<IReadOnlyList<EcsTask>> RunTasksAsync(int count = 1, string? cluster = null)
    {
        var run = await SendAsync(
            EcsModel.RunTask,
            new RunTaskInput
            {
                Cluster = cluster,
                TaskDefinition = "app",
                Count = count,
                LaunchType = "FARGATE",
                NetworkConfiguration = new NetworkConfiguration
                {
                    AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-1"] },
                },
            }
        );
        return run.Tasks!;
    }

    /// <summary>The id of a task.</summary>
    public static string IdOf(EcsTask task) => task.TaskArn![(task.TaskArn!.LastIndexOf('/') + 1)..];

    /// <summary>Waits until a task has a status.</summary>
    public async Task<EcsTask> UntilAsync(EcsTask task, string status)
    {
        var input = new DescribeTasksInput { Cluster = task.ClusterArn, Tasks = [task.TaskArn!] };
        var reached = await Eventually.SeesAsync(
            $"the task to be {status}",
            async () => (await SendAsync(EcsModel.DescribeTasks, input)).Tasks![0],
            found => found.LastStatus == status || found.LastStatus == "STOPPED",
            found => found.LastStatus!
        );
        Assert.True(reached.LastStatus == status, reached.StoppedReason);
        return reached;
    }

    /// <summary>Counts up, for names of test data.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Stops the server, whose process goes on: it is this one.</summary>
    public Task StopAsync() => _server.StopAsync(stopTasks: true);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync(stopTasks: true);
        _directory.Dispose();
    }
}
