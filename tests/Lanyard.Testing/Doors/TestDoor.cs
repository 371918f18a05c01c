using System.Collections.Immutable;
using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Decisions;
using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Services;
using Lanyard.Storage.Sealing;
using Lanyard.Storage.Tables;
using Lanyard.Testing.Fakes;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Lanyard.Testing.Doors;

/// <summary>
/// A real front door over a store in memory: real policies, real decisions, and the services or operations under test.
/// </summary>
/// <example><code>
/// await using var door = await TestDoor.OpenAsync(async host => [await LogsService.OpenAsync(host, default)]);
/// var caller = await door.UserAsync("ann", """{"Version":"2012-10-17","Statement":{…}}""");
/// await door.SendAsync(caller, LogsModel.CreateLogGroup, new CreateLogGroupInput { LogGroupName = "g" });
/// </code></example>
public sealed class TestDoor : IAsyncDisposable
{
    /// <summary>A policy that allows everything.</summary>
    public const string AllowAll =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    /// <summary>The account of callers that name none.</summary>
    public static readonly AccountId Account = AccountId.Parse("111122223333");

    private TestDoor(ServiceHost host, FakeStore store, FakeTimeProvider time)
    {
        Host = host;
        Store = store;
        Time = time;
        Decisions = new DecisionLog(store);
    }

    /// <summary>What the services were built from.</summary>
    public ServiceHost Host { get; }

    /// <summary>The store beneath.</summary>
    public FakeStore Store { get; }

    /// <summary>The clock; stands still until a test moves it.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>What was decided.</summary>
    public DecisionLog Decisions { get; }

    /// <summary>The front door.</summary>
    public FrontDoor Door { get; private set; } = null!;

    /// <summary>The operations behind the door.</summary>
    public OperationTable Operations { get; private set; } = null!;

    /// <summary>Opens a door to services.</summary>
    /// <param name="beside">Another server over the same store and blobs; null for a store of its own.</param>
    public static Task<TestDoor> OpenAsync(
        Func<ServiceHost, Task<IReadOnlyList<IService>>> services,
        TestDoor? beside = null
    ) => OpenAsync(async host => (await services(host)).SelectMany(service => service.Operations), beside: beside);

    /// <summary>Opens a door to single operations.</summary>
    public static async Task<TestDoor> OpenAsync(
        Func<ServiceHost, Task<IEnumerable<IOperation>>> operations,
        AccessOptions? options = null,
        TestDoor? beside = null
    )
    {
        var time = beside?.Time ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        var store = beside?.Store ?? new FakeStore();
        var sealer = new Sealer(new byte[32]);
        var records = await Records.OpenAsync(store, time, default);
        var identities = await IdentityDirectory.OpenAsync(records, default);
        var credentials = await CredentialStore.OpenAsync(records, identities, sealer, IdSource.Random, time, default);
        var blobs = beside?.Host.Blobs ?? new FakeBlobStore();
        var host = new ServiceHost(records, blobs, sealer, identities, credentials, IdSource.Random, time)
        {
            Endpoint = new Uri("http://127.0.0.1:4566"),
        };
        var door = new TestDoor(host, store, time);
        var access = options ?? new AccessOptions();
        door.Operations = new OperationTable(await operations(host));
        var authenticator = new Authenticator(credentials, new SignatureVerifier(new SigningKeyCache()), time, access);
        door.Door = new FrontDoor(door.Operations, authenticator, door.Decisions, IdSource.Random, time, access);
        return door;
    }

    /// <summary>Makes a user with one inline policy and hands out its caller.</summary>
    public async Task<Caller> UserAsync(string name, string policy, AccountId? account = null)
    {
        var id = (account ?? Account).ToString();
        var user = new UserRecord
        {
            Account = id,
            Name = name,
            Path = "/",
            Id = Host.Ids.NewUniqueId("AIDA"),
            Arn = Arn.Of("iam", "", id, $"user/{name}").ToString(),
            CreatedAt = Time.GetUtcNow(),
            InlinePolicies = Inline(policy),
        };
        await Host.Identities.Users.PutAsync(user, default);
        var (key, _) = await Host.Credentials.CreateKeyAsync(user, default);
        return Host.Credentials.Find(key.AccessKeyId)!.Caller;
    }

    /// <summary>Makes a user who may do everything.</summary>
    public Task<Caller> AdministratorAsync(AccountId? account = null) => UserAsync("administrator", AllowAll, account);

    /// <summary>Makes a role with one inline policy.</summary>
    public async Task<RoleRecord> RoleAsync(string name, string trustPolicy, string policy, AccountId? account = null)
    {
        var id = (account ?? Account).ToString();
        var role = new RoleRecord
        {
            Account = id,
            Name = name,
            Path = "/",
            Id = Host.Ids.NewUniqueId("AROA"),
            Arn = Arn.Of("iam", "", id, $"role/{name}").ToString(),
            CreatedAt = Time.GetUtcNow(),
            TrustPolicy = trustPolicy,
            InlinePolicies = Inline(policy),
        };
        await Host.Identities.Roles.PutAsync(role, default);
        return role;
    }

    /// <summary>A session of a role, issued without asking its trust policy.</summary>
    public async Task<Caller> SessionAsync(RoleRecord role, TaskIdentity? task = null)
    {
        var request = new SessionRequest(role, "session", TimeSpan.FromHours(1)) { Task = task };
        return (await Host.Credentials.IssueSessionAsync(request, default)).Caller;
    }

    /// <summary>Makes a call as a caller.</summary>
    /// <exception cref="Wire.Errors.AwsException">The call was refused, or the service answered an error.</exception>
    public Task<TOutput> SendAsync<TInput, TOutput>(
        Caller caller,
        OperationModel<TInput, TOutput> operation,
        TInput input,
        string region = "us-east-1"
    )
        where TInput : class
        where TOutput : class => Door.SendAsync(operation, input, caller, region, CallOrigin.Engine, default).AsTask();

    /// <summary>Makes a call during which something else happens: after it was judged, before it is done. Nothing is refused.</summary>
    /// <exception cref="Wire.Errors.AwsException">The service answered an error.</exception>
    public async Task<TOutput> SendAsync<TInput, TOutput>(
        Caller caller,
        OperationModel<TInput, TOutput> operation,
        TInput input,
        Func<Task> meanwhile
    )
        where TInput : class
        where TOutput : class
    {
        var call = new Call
        {
            RequestId = Host.Ids.NewUuid(),
            Caller = caller,
            Operation = operation,
            Region = "us-east-1",
            Time = Time.GetUtcNow(),
            Origin = CallOrigin.Engine,
        };
        var found = Operations.Find(operation)!;
        await found.RequireAsync(input, call, default);
        await meanwhile();
        return (TOutput)await found.InvokeAsync(input, call, default);
    }

    /// <summary>Waits until this server shows all that is in the store, whoever wrote it; half a minute at the most.</summary>
    public Task CaughtUpAsync() =>
        Host
            .Records.CaughtUpAsync(Store.Generation, default)
            .WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Xunit.TestContext.Current.CancellationToken);

    /// <summary>The names of all blobs.</summary>
    public async Task<IReadOnlyList<string>> BlobsAsync()
    {
        var token = Xunit.TestContext.Current.CancellationToken;
        return await Host.Blobs.ListAsync(token).ToListAsync(token);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Host.Records.DisposeAsync();
        await Store.DisposeAsync();
    }

    private static ImmutableSortedDictionary<string, string> Inline(string policy) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("inline", policy);
}
