using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Decisions;
using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
using Lanyard.Containers.Images;
using Lanyard.Containers.Networks;
using Lanyard.Policy;
using Lanyard.Server.TaskEndpoints;
using Lanyard.Services;
using Lanyard.Services.Control;
using Lanyard.Services.Ecr;
using Lanyard.Services.Ecs;
using Lanyard.Services.Iam;
using Lanyard.Services.Logs;
using Lanyard.Services.S3;
using Lanyard.Services.SecretsManager;
using Lanyard.Services.Ssm;
using Lanyard.Services.Sts;
using Lanyard.Storage;
using Lanyard.Storage.Sqlite;
using Lanyard.Tasks;
using Lanyard.Tasks.Definitions;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Signing;
using Microsoft.Extensions.Logging;

namespace Lanyard.Server.Composition;

/// <summary>Everything behind the front door, put together by hand: what depends on what reads from top to bottom.</summary>
internal sealed class ServerParts : IAsyncDisposable
{
    private readonly DataDirectory _directory;
    private readonly SqliteStore _store;
    private readonly ImageStore _images;

    private ServerParts(DataDirectory directory, SqliteStore store, ImageStore images)
    {
        _directory = directory;
        _store = store;
        _images = images;
    }

    /// <summary>What the services were built from.</summary>
    public required ServiceHost Host { get; init; }

    /// <summary>The front door.</summary>
    public FrontDoor Door { get; private set; } = null!;

    /// <summary>The tasks.</summary>
    public TaskEngine Engine { get; private set; } = null!;

    /// <summary>The links of tasks.</summary>
    public required TaskLinks Links { get; init; }

    /// <summary>The runtime of containers.</summary>
    public required ContainerRuntimes Runtimes { get; init; }

    /// <summary>The administrators.</summary>
    public required Administrators Administrators { get; init; }

    /// <summary>The images that were pushed.</summary>
    public EcrService Ecr { get; private set; } = null!;

    /// <summary>The directory's absolute path.</summary>
    public string DataPath => _directory.Path;

    private IReadOnlyList<IService> Services { get; set; } = [];

    /// <summary>Opens a data directory and builds what answers over it.</summary>
    /// <param name="control">What the server lets its own service do.</param>
    /// <exception cref="StoreException">The directory cannot be used.</exception>
    public static async Task<ServerParts> OpenAsync(
        ServerOptions options,
        ServerControl control,
        ILoggerFactory loggers,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var ids = IdSource.Random;
        var directory = DataDirectory.Open(options.DataDirectory);
        var store = directory.OpenStore();
        var sealer = directory.OpenSealer();
        var identities = await IdentityDirectory.OpenAsync(store, cancellationToken);
        var credentials = await CredentialStore.OpenAsync(store, identities, sealer, ids, time, cancellationToken);
        var host = new ServiceHost(store, directory.OpenBlobs(), sealer, identities, credentials, ids, time);
        var parts = new ServerParts(directory, store, new ImageStore(In(directory, "images")))
        {
            Host = host,
            Links = new TaskLinks(loggers),
            Runtimes = new ContainerRuntimes(In(directory, "runtime"), time),
            Administrators = new Administrators(identities, credentials, ids, time),
        };
        await parts.ComposeAsync(options, control, cancellationToken);
        return parts;
    }

    /// <summary>Stops tasks at once and forgets everything but the administrator and its key.</summary>
    public async Task ResetAsync(AccountId account, CancellationToken cancellationToken)
    {
        await Engine.StopAllAsync("reset", atOnce: true, cancellationToken);
        await Engine.ForgetAllAsync(cancellationToken);
        var batch = new StoreBatch().Clear();
        await Administrators.KeepAsync(account, _store, batch, cancellationToken);
        await _store.CommitAsync(batch, cancellationToken);
        await Host.Blobs.ClearAsync();
        await Host.Identities.ReloadAsync(cancellationToken);
        await Host.Credentials.ReloadAsync(cancellationToken);
        await Engine.ReloadAsync(cancellationToken);
        foreach (var service in Services)
        {
            await service.ReloadAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await Links.DisposeAsync();
        Runtimes.Dispose();
        _images.Dispose();
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    private async Task ComposeAsync(ServerOptions options, ServerControl control, CancellationToken cancellationToken)
    {
        var decisions = new DecisionLog(_store);
        var access = new AccessOptions { Observe = options.Observe, DefaultRegion = options.Region };
        Ecr = await EcrService.OpenAsync(Host, cancellationToken);
        var definitions = await TaskDefinitions.OpenAsync(_store, Host.Time, cancellationToken);
        Engine = await TaskEngine.OpenAsync(_store, definitions, Ports(), Tasks(), cancellationToken);
        var secrets = await SecretsManagerService.OpenAsync(Host, cancellationToken);
        Services =
        [
            new IamService(Host),
            new StsService(Host),
            await EcsService.OpenAsync(Host, definitions, Engine, cancellationToken),
            Ecr,
            await LogsService.OpenAsync(Host, cancellationToken),
            secrets,
            await SsmService.OpenAsync(Host, secrets, cancellationToken),
            await S3Service.OpenAsync(Host, cancellationToken),
            new ControlService(Host, decisions, Engine, Administrators, control),
        ];
        var authenticator = new Authenticator(
            Host.Credentials,
            new SignatureVerifier(new SigningKeyCache()),
            Host.Time,
            access
        );
        var operations = new OperationTable(Services.SelectMany(service => service.Operations));
        Door = new FrontDoor(operations, authenticator, decisions, Host.Ids, Host.Time, access);
    }

    private TaskPorts Ports() =>
        new()
        {
            FrontDoor = () => Door,
            Credentials = Host.Credentials,
            Runtime = Runtimes.GetAsync,
            Networks = new TaskNetworks(In(_directory, "netns")),
            Images = new OverlayImages(_images),
            Links = Links,
            OpenLayer = Ecr.OpenLayerAsync,
            Ids = Host.Ids,
            Time = Host.Time,
        };

    private TaskOptions Tasks() => new() { Directory = In(_directory, "tasks") };

    private static string In(DataDirectory directory, string name) => Path.Combine(directory.Path, name);
}
