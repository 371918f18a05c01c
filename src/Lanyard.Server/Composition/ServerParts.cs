using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Decisions;
using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
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
using Lanyard.Storage.Disk;
using Lanyard.Storage.Sqlite;
using Lanyard.Storage.Tables;
using Lanyard.Tasks;
using Lanyard.Tasks.Definitions;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Signing;

namespace Lanyard.Server.Composition;

/// <summary>Everything behind the front door, put together by hand: what depends on what reads from top to bottom.</summary>
internal sealed class ServerParts : IAsyncDisposable
{
    private readonly Gate _resetting = new();
    private readonly DataDirectory _directory;
    private readonly SqliteStore _store;

    private ServerParts(DataDirectory directory, SqliteStore store)
    {
        _directory = directory;
        _store = store;
    }

    /// <summary>What the services were built from.</summary>
    public required ServiceHost Host { get; init; }

    /// <summary>The front door.</summary>
    public FrontDoor Door { get; private set; } = null!;

    /// <summary>The tasks.</summary>
    public TaskEngine Engine { get; private set; } = null!;

    /// <summary>The links of tasks.</summary>
    public required TaskLinks Links { get; init; }

    /// <summary>Who asked for credentials.</summary>
    public required CredentialsAudit Audit { get; init; }

    /// <summary>What tasks run on.</summary>
    public required TaskMachine Machine { get; init; }

    /// <summary>The administrators.</summary>
    public required Administrators Administrators { get; init; }

    /// <summary>The images that were pushed.</summary>
    public EcrService Ecr { get; private set; } = null!;

    /// <summary>The directory's absolute path.</summary>
    public string DataPath => _directory.Path;

    /// <summary>Opens a data directory and builds what answers over it.</summary>
    /// <param name="control">What the server lets its own service do.</param>
    /// <exception cref="StoreException">The directory cannot be used.</exception>
    public static async Task<ServerParts> OpenAsync(
        StartContext start,
        ServerControl control,
        CancellationToken cancellationToken
    )
    {
        var directory = DataDirectory.Open(start.Options.DataDirectory);
        try
        {
            // A server that was killed left its file, which must not be taken for this one's.
            ServerFile.Remove(directory.Path);
            return await OpenAsync(start, control, directory, cancellationToken);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Stops tasks at once and forgets everything but the administrator and its key.</summary>
    public async Task ResetAsync(AccountId account, CancellationToken cancellationToken)
    {
        using var visit = await _resetting.EnterAsync(cancellationToken);
        // A reset that has begun is finished, whoever hangs up meanwhile.
        await ForgetEverythingAsync(account);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await Links.DisposeAsync();
        Machine.Dispose();
        Audit.Dispose();
        await Host.Records.DisposeAsync();
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    private static async Task<ServerParts> OpenAsync(
        StartContext start,
        ServerControl control,
        DataDirectory directory,
        CancellationToken cancellationToken
    )
    {
        var (ids, time) = (IdSource.Random, start.Time);
        var store = directory.OpenStore();
        Records? records = null;
        try
        {
            var sealer = directory.OpenSealer();
            records = await Records.OpenAsync(store, time, cancellationToken);
            var identities = await IdentityDirectory.OpenAsync(records, cancellationToken);
            var credentials = await CredentialStore.OpenAsync(
                records,
                identities,
                sealer,
                ids,
                time,
                cancellationToken
            );
            var parts = new ServerParts(directory, store)
            {
                Host = new ServiceHost(records, directory.OpenBlobs(), sealer, identities, credentials, ids, time),
                Machine = start.Machine(directory, time),
                Links = new TaskLinks(start.Loggers, time),
                Audit = new CredentialsAudit(In(directory, "audit.log"), time),
                Administrators = new Administrators(start.Options.Region, records, identities, credentials, ids, time),
            };
            await parts.ComposeAsync(start.Options, control, cancellationToken);
            return parts;
        }
        catch
        {
            // The tables first: they read a feed that ends with the store.
            await (records?.DisposeAsync() ?? default);
            await store.DisposeAsync();
            throw;
        }
    }

    private async Task ForgetEverythingAsync(AccountId account)
    {
        await StopTasksAsync();
        var batch = new StoreBatch().Clear();
        await Administrators.KeepAsync(account, batch, CancellationToken.None);
        await _store.CommitAsync(batch, CancellationToken.None);
        await Host.Blobs.ClearAsync();
        await Host.Records.CaughtUpAsync(_store.Generation, CancellationToken.None);

        // Now that there are no definitions no task can be started; one that was, meanwhile, must not run on unseen.
        await StopTasksAsync();
        await Engine.LeaveClearedAsync();
    }

    private async Task StopTasksAsync()
    {
        await Engine.StopAllAsync("reset", atOnce: true, CancellationToken.None);
        await Engine.ForgetAllAsync(CancellationToken.None);
    }

    private async Task ComposeAsync(ServerOptions options, ServerControl control, CancellationToken cancellationToken)
    {
        var decisions = new DecisionLog(_store);
        var access = new AccessOptions { Observe = options.Observe, DefaultRegion = options.Region };
        Ecr = await EcrService.OpenAsync(Host, cancellationToken);
        var definitions = await TaskDefinitions.OpenAsync(Host.Records, Host.Time, cancellationToken);
        Engine = await TaskEngine.OpenAsync(Host.Records, definitions, Ports(), Tasks(options), cancellationToken);
        var secrets = await SecretsManagerService.OpenAsync(Host, cancellationToken);
        IReadOnlyList<IService> services =
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
        var operations = new OperationChain([new OperationTable(services.SelectMany(service => service.Operations))]);
        Door = new FrontDoor(operations, authenticator, decisions, Host.Ids, Host.Time, access);
    }

    private TaskPorts Ports() =>
        new()
        {
            FrontDoor = () => Door,
            Credentials = Host.Credentials,
            Runtime = Machine.RuntimeAsync,
            Networks = Machine.Networks,
            Images = Machine.Images,
            Links = Links,
            OpenLayer = Ecr.OpenLayerAsync,
            Ids = Host.Ids,
            Time = Host.Time,
        };

    private TaskOptions Tasks(ServerOptions options) =>
        new()
        {
            Directory = In(_directory, "tasks"),
            HostAccess = new HostAccess(options.AllowHostAccess, _directory.Path),
        };

    private static string In(DataDirectory directory, string name) => Path.Combine(directory.Path, name);
}
