using Lanyard.Containers.Networks;
using Lanyard.Server.Composition;
using Lanyard.Testing;
using Lanyard.Testing.Fakes;
using Lanyard.Wire;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.Lanyard;
using Lanyard.Wire.Signing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Lanyard.Server.Tests;

/// <summary>A whole server on a port and a directory of its own; only what its tasks run on is a fake.</summary>
internal sealed class ServerLab : IAsyncDisposable
{
    public const string Account = "000000000000";
    public const string Region = "us-east-1";

    private readonly TemporaryDirectory _directory = new();
    private readonly List<SignedClient> _clients = [];
    private readonly ServerOptions _options;
    private readonly FakeTaskImages _images = new();

    private ServerLab(ITaskNetworks networks)
    {
        Networks = networks;
        Runtime = new FakeRuntime(Time);
        _options = new ServerOptions { DataDirectory = _directory["data"], Port = 0 };
    }

    /// <summary>The clock; stands still until a test moves it.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public FakeRuntime Runtime { get; private set; }

    public ITaskNetworks Networks { get; }

    public LanyardServer Server { get; private set; } = null!;

    public string DataDirectory => _options.DataDirectory;

    /// <summary>A client that signs as the administrator.</summary>
    public SignedClient Administrator { get; private set; } = null!;

    /// <summary>A client that does not sign, for what is outside of the APIs.</summary>
    public HttpClient Http { get; } = new() { Timeout = Eventually.Limit };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ServerLab> StartAsync(
        Action<ServerOptions>? configure = null,
        ITaskNetworks? networks = null
    )
    {
        var lab = new ServerLab(networks ?? new FakeTaskNetworks());
        configure?.Invoke(lab._options);
        await lab.StartServerAsync();
        return lab;
    }

    /// <summary>Stops the server, leaves its containers, and starts another over what is there.</summary>
    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        Runtime = Runtime.Reopen();
        await StartServerAsync();
    }

    /// <summary>Starts a second server, with options of its own.</summary>
    public Task<LanyardServer> StartAnotherAsync(ServerOptions options) =>
        LanyardServer.StartAsync(new StartContext(options, NullLoggerFactory.Instance, Time), Token);

    /// <summary>Starts a second server whose tasks run on a fake as well.</summary>
    public Task<LanyardServer> StartAnotherAsync(ServerOptions options, FakeRuntime runtime)
    {
        var start = new StartContext(options, NullLoggerFactory.Instance, Time)
        {
            Machine = (_, _) => new TaskMachine(runtime, Networks, _images),
        };
        return LanyardServer.StartAsync(start, Token);
    }

    /// <summary>A client that signs with these credentials, on the server's own port or another.</summary>
    public SignedClient ClientOf(SigningCredentials? credentials, Uri? endpoint = null)
    {
        var client = new SignedClient(endpoint ?? Server.Endpoint, credentials, Time);
        _clients.Add(client);
        return client;
    }

    /// <summary>Makes a user with one policy and a key.</summary>
    public async Task<SignedClient> UserAsync(string name, string policy)
    {
        await Administrator.SendAsync(IamModel.CreateUser, new CreateUserInput { UserName = name });
        await Administrator.SendAsync(
            IamModel.PutUserPolicy,
            new PutUserPolicyInput
            {
                UserName = name,
                PolicyName = "inline",
                PolicyDocument = policy,
            }
        );
        var made = await Administrator.SendAsync(
            IamModel.CreateAccessKey,
            new CreateAccessKeyInput { UserName = name }
        );
        return ClientOf(new SigningCredentials(made.AccessKey!.AccessKeyId!, made.AccessKey.SecretAccessKey!));
    }

    /// <summary>The administrator of another account.</summary>
    public async Task<SignedClient> AdministratorOfAsync(string account)
    {
        var made = await Administrator.SendAsync(
            LanyardModel.CreateAdministrator,
            new CreateAdministratorInput { Account = account }
        );
        return ClientOf(new SigningCredentials(made.AccessKeyId!, made.SecretAccessKey!));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.StopAsync(stopTasks: true);
        _clients.ForEach(client => client.Dispose());
        Http.Dispose();
        _directory.Dispose();
    }

    private async Task StartServerAsync()
    {
        var start = new StartContext(_options, NullLoggerFactory.Instance, Time)
        {
            Machine = (_, _) => new TaskMachine(Runtime, Networks, _images),
        };
        Server = await LanyardServer.StartAsync(start, Token);
        var file = ServerFile.Read(DataDirectory)!;
        Administrator = ClientOf(new SigningCredentials(file.AccessKeyId, new Secret(file.SecretAccessKey)));
    }
}
