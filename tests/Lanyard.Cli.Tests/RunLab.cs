using Lanyard.Cli.Running;
using Lanyard.Containers.Images;
using Lanyard.Server.Composition;
using Lanyard.Testing;
using Lanyard.Testing.Fakes;
using Microsoft.Extensions.Logging;

namespace Lanyard.Cli.Tests;

/// <summary>Runs on servers of their own, whose containers are fakes.</summary>
internal sealed class RunLab : IDisposable
{
    /// <summary>A task whose execution role may do nothing but what a test adds.</summary>
    public const string Template =
        """
            Resources:
              Execution:
                Type: AWS::IAM::Role
                Properties:
                  RoleName: exec
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement: {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: "sts:AssumeRole"}
            """
        + PullPolicy
        + """

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
                  ExecutionRoleArn: !GetAtt Execution.Arn
                  ContainerDefinitions:
                    - {Name: app, Image: !Sub "${Repository.RepositoryUri}"}
            """;

    /// <summary>What lets the execution role pull.</summary>
    public const string PullPolicy = """

              Policies:
                - PolicyName: pull
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement: {Effect: Allow, Action: "ecr:*", Resource: "*"}
        """;

    private readonly TemporaryDirectory _directory = new();

    public FakeRuntime Runtime { get; } = new(TimeProvider.System);

    /// <summary>What the servers are started with, beside what a command asks for.</summary>
    public Action<ServerOptions> Configure { get; set; } = _ => { };

    /// <summary>The data directory of the server that was started last.</summary>
    public string DataDirectory { get; private set; } = "";

    /// <summary>A path in a directory of the lab's own.</summary>
    public string this[string name] => _directory[name];

    /// <summary>Starts a server.</summary>
    public Task<LanyardServer> StartAsync(
        ServerOptions options,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        DataDirectory = options.DataDirectory;
        Configure(options);
        var start = new StartContext(options, loggers, TimeProvider.System)
        {
            Machine = (_, _) => new TaskMachine(Runtime, new FakeTaskNetworks(), new FakeTaskImages()),
        };
        return LanyardServer.StartAsync(start, cancellationToken);
    }

    /// <summary>Writes a file.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        File.WriteAllText(_directory[name], text);
        return _directory[name];
    }

    /// <summary>Options for a run of a template whose image is given.</summary>
    public async Task<RunOptions> OptionsAsync(string template = Template)
    {
        await File.WriteAllTextAsync(_directory["template.yaml"], template, CancellationToken.None);
        await using (var file = File.Create(_directory["app.tar"]))
        {
            await ImageArchive.WriteAsync(new SmallImage("a layer"), [], file, CancellationToken.None);
        }

        return new RunOptions
        {
            Paths = [_directory["template.yaml"]],
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal),
            Images = new Dictionary<string, string>(StringComparer.Ordinal) { ["app"] = _directory["app.tar"] },
        };
    }

    /// <summary>Runs to the end, whatever it is.</summary>
    public async Task<(Finished Run, Exception? Error)> RunAsync(
        RunOptions options,
        CancellationToken cancellationToken
    )
    {
        Exception? error = null;
        var (exitCode, output, said) = await CapturedConsole.WhileAsync(async () =>
        {
            try
            {
                return await new RunSession(options, StartAsync).RunAsync(cancellationToken);
            }
            catch (Exception thrown)
            {
                error = thrown;
                return -1;
            }
        });
        return (new Finished(exitCode, output, said), error);
    }

    public void Dispose() => _directory.Dispose();
}
