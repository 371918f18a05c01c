using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lanyard.Storage;
using Lanyard.Storage.Tables;

namespace Lanyard.Testing.Conformance;

/// <summary>Two servers' tables over one store.</summary>
public abstract partial class TwoServers : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>An empty store.</summary>
    protected abstract IStore Open();

    private protected IStore Store { get; private set; } = null!;

    private protected Server One { get; private set; } = null!;

    private protected Server Other { get; private set; } = null!;

    private protected static CancellationToken Ended => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Store = Open();
        One = await Server.OpenAsync(Store);
        Other = await Server.OpenAsync(Store);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await One.Records.DisposeAsync();
        await Other.Records.DisposeAsync();
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Waits until a server shows all that is in the store.</summary>
    private protected Task CaughtUpAsync(Server server) => CaughtUpAsync(server.Records);

    private protected Task CaughtUpAsync(Records records) =>
        InTimeAsync(records.CaughtUpAsync(Store.Generation, Ended));

    /// <summary>Waits for what must end by itself, half a minute at the most.</summary>
    private protected static Task InTimeAsync(Task work) => work.WaitAsync(Patience, TimeProvider.System, Ended);

    /// <summary>What one server holds.</summary>
    internal sealed record Server(Records Records, RecordTable<Pet> Pets, RecordTable<Owner> Owners)
    {
        public static async Task<Server> OpenAsync(IStore store)
        {
            var records = await Records.OpenAsync(store, TimeProvider.System, Ended);
            return new Server(
                records,
                await records.OpenAsync(Collections.Pets, Ended),
                await records.OpenAsync(Collections.Owners, Ended)
            );
        }
    }

    /// <summary>Something to keep.</summary>
    internal sealed record Pet(string Name, int Age) : IRecord
    {
        [JsonIgnore]
        public string Key => Name;

        [JsonIgnore]
        public string Id => Name;
    }

    /// <summary>Who keeps it.</summary>
    internal sealed record Owner(string Name, ImmutableArray<string> Pets) : IRecord
    {
        [JsonIgnore]
        public string Key => Name;

        [JsonIgnore]
        public string Id => Name;
    }

    /// <summary>How they are written.</summary>
    [JsonSerializable(typeof(Pet))]
    [JsonSerializable(typeof(Owner))]
    internal sealed partial class PetJson : JsonSerializerContext;

    /// <summary>What is opened.</summary>
    internal static class Collections
    {
        public static readonly Collection<Pet> Pets = new("pets", () => PetJson.Default.Pet);

        public static readonly Collection<Owner> Owners = new("owners", () => PetJson.Default.Owner);
    }
}
