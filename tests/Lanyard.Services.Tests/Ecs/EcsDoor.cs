using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Services.Ecr;
using Lanyard.Services.Ecs;
using Lanyard.Services.Sts;
using Lanyard.Services.Tests.Ecr;
using Lanyard.Tasks;
using Lanyard.Tasks.Definitions;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Testing;
using Lanyard.Testing.Doors;
using Lanyard.Testing.Fakes;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Tests.Ecs;

/// <summary>A front door to ECS whose tasks run on fakes, under roles that STS really assumes and with an image that ECR has.</summary>
internal sealed class EcsDoor : IAsyncDisposable
{
    public const string Account = "111122223333";
    public const string Region = "us-east-1";
    public const string Image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/team/app:1";
    public const string ExecutionRole = "arn:aws:iam::111122223333:role/exec";
    public const string TaskRole = "arn:aws:iam::111122223333:role/app";

    /// <summary>The trust of a role that tasks may have.</summary>
    public const string Trust =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}""";

    private readonly TemporaryDirectory _directory;

    private EcsDoor(TestDoor door, TemporaryDirectory directory) => (Door, _directory) = (door, directory);

    public TestDoor Door { get; }

    public TaskEngine Engine { get; private set; } = null!;

    public Caller Admin { get; private set; } = null!;

    /// <summary>May do everything in another account.</summary>
    public Caller Stranger { get; private set; } = null!;

    /// <summary>A definition that can be run: Fargate, both roles.</summary>
    public static RegisterTaskDefinitionInput Web { get; } =
        new()
        {
            Family = "web",
            NetworkMode = "awsvpc",
            RequiresCompatibilities = ["FARGATE"],
            Cpu = "256",
            Memory = "512",
            ExecutionRoleArn = ExecutionRole,
            TaskRoleArn = TaskRole,
            ContainerDefinitions = [new ContainerDefinition { Name = "app", Image = Image }],
        };

    /// <summary>A call that runs it.</summary>
    public static RunTaskInput RunWeb { get; } =
        new()
        {
            TaskDefinition = "web",
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-1"], SecurityGroups = ["sg-1"] },
            },
        };

    public static async Task<EcsDoor> OpenAsync()
    {
        EcsDoor? self = null;
        TaskEngine? engine = null;
        var directory = new TemporaryDirectory();
        var door = await TestDoor.OpenAsync(async host =>
        {
            var ecr = await EcrService.OpenAsync(host, default);
            var definitions = await TaskDefinitions.OpenAsync(host.Records, host.Time, default);
            var runtime = new FakeRuntime(host.Time);
            var ports = new TaskPorts
            {
                FrontDoor = () => self!.Door.Door,
                Credentials = host.Credentials,
                Runtime = _ => new(runtime),
                Networks = new FakeTaskNetworks(),
                Images = new FakeTaskImages(),
                Links = new FakeTaskLinks(),
                OpenLayer = ecr.OpenLayerAsync,
                Ids = host.Ids,
                Time = host.Time,
            };
            var options = new TaskOptions { Directory = directory.Path };
            engine = await TaskEngine.OpenAsync(host.Records, definitions, ports, options, default);
            await engine.RecoverAsync(default);
            return (IReadOnlyList<IService>)
                [ecr, new StsService(host), await EcsService.OpenAsync(host, definitions, engine, default)];
        });
        self = new EcsDoor(door, directory) { Engine = engine! };
        self.Admin = await door.AdministratorAsync();
        self.Stranger = await door.AdministratorAsync(AccountId.Parse("444455556666"));
        await door.RoleAsync("exec", Trust, TestDoor.AllowAll);
        await door.RoleAsync("app", Trust, TestDoor.AllowAll);
        await door.SendAsync(
            self.Admin,
            EcrModel.CreateRepository,
            new CreateRepositoryInput { RepositoryName = "team/app" }
        );
        await ImagePush.ImageAsync(door, self.Admin, "team/app", "1");
        return self;
    }

    /// <summary>Opens a door behind which the definition <see cref="Web"/> is registered.</summary>
    public static async Task<EcsDoor> WithWebAsync(RegisterTaskDefinitionInput? definition = null)
    {
        var door = await OpenAsync();
        await door.SendAsync(EcsModel.RegisterTaskDefinition, definition ?? Web);
        return door;
    }

    /// <summary>Makes a call as the administrator, or as somebody else.</summary>
    public Task<TOutput> SendAsync<TInput, TOutput>(
        OperationModel<TInput, TOutput> operation,
        TInput input,
        Caller? caller = null
    )
        where TInput : class
        where TOutput : class => Door.SendAsync(caller ?? Admin, operation, input);

    /// <summary>Makes a call as the administrator, or as somebody else, that must fail; its code and sentence.</summary>
    public async Task<string> FailAsync<TInput, TOutput>(
        OperationModel<TInput, TOutput> operation,
        TInput input,
        Caller? caller = null
    )
        where TInput : class
        where TOutput : class
    {
        var error = await Assert.ThrowsAsync<AwsException>(() => SendAsync(operation, input, caller));
        return $"{error.Code}: {error.Message}";
    }

    /// <summary>Runs <see cref="Web"/>; the task as the answer shows it.</summary>
    public async Task<EcsTask> RunAsync(RunTaskInput? input = null) =>
        (await SendAsync(EcsModel.RunTask, input ?? RunWeb)).Tasks!.Single();

    /// <summary>Describes a task.</summary>
    public async Task<EcsTask> DescribeAsync(string taskArn) =>
        (await SendAsync(EcsModel.DescribeTasks, new DescribeTasksInput { Tasks = [taskArn] })).Tasks!.Single();

    /// <summary>Waits until a task has reached a status.</summary>
    public async Task ReachedAsync(string taskArn, string status) =>
        await Engine
            .TaskReachedAsync(Arn.Parse(taskArn), status, default)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    /// <summary>A user <c>ann</c> with these statements, without their braces.</summary>
    public Task<Caller> AnnAsync(params string[] statements) =>
        Door.UserAsync(
            "ann",
            $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements.Select(one => $"{{{one}}}"))}}]}"""
        );

    /// <summary>A statement that allows an action.</summary>
    public static string Allow(string action, string resource = "*", string? condition = null) =>
        $"\"Effect\":\"Allow\",\"Action\":\"{action}\",\"Resource\":\"{resource}\""
        + (condition is null ? "" : $",\"Condition\":{condition}");

    /// <summary>How ann is refused.</summary>
    public static string Refusal(string action, string resource) =>
        $"AccessDeniedException: User: arn:aws:iam::{Account}:user/ann is not authorized to perform: {action} on resource: "
        + $"{resource} because no identity-based policy allows the {action} action";

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await Door.DisposeAsync();
        _directory.Dispose();
    }
}
