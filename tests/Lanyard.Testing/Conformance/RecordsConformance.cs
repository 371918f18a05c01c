using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Serialization;
using Lanyard.Storage;
using Lanyard.Storage.Tables;

namespace Lanyard.Testing.Conformance;

/// <summary>What tables over a store do, on two servers at once.</summary>
public abstract partial class RecordsConformance : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Collection<Pet> Pets = new("pets", PetJson.Default.Pet);
    private static readonly Collection<Owner> Owners = new("owners", PetJson.Default.Owner);

    private IStore _store = null!;
    private Server _one = null!;
    private Server _other = null!;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    /// <summary>An empty store.</summary>
    protected abstract IStore Open();

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _store = Open();
        _one = await Server.OpenAsync(_store);
        _other = await Server.OpenAsync(_store);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _one.Records.DisposeAsync();
        await _other.Records.DisposeAsync();
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_one_writes_the_other_answers()
    {
        await _one.Pets.PutAsync(new Pet("rex", 3), Ended);

        await CaughtUpAsync(_other);

        Assert.Equal(3, _other.Pets.Find("rex")?.Age);
    }

    [Fact]
    public async Task What_one_changes_and_removes_the_other_follows()
    {
        await _one.Pets.PutAsync(new Pet("rex", 3), Ended);
        await _one.Pets.PutAsync(new Pet("tom", 4), Ended);
        await CaughtUpAsync(_other);

        await _one.Pets.PutAsync(new Pet("rex", 5), Ended);
        await _one.Pets.RemoveAsync("tom", Ended);
        await CaughtUpAsync(_other);

        Assert.Equal([("rex", 5)], _other.Pets.All.Select(pet => (pet.Name, pet.Age)));
    }

    [Fact]
    public async Task A_write_is_seen_at_once_where_it_was_made()
    {
        for (var age = 1; age <= 200; age++)
        {
            await _one.Pets.PutAsync(new Pet("rex", age), Ended);
            Assert.Equal(age, _one.Pets.Find("rex")?.Age);
            await _one.Pets.RemoveAsync("rex", Ended);
            Assert.Null(_one.Pets.Find("rex"));
        }
    }

    [Fact]
    public async Task A_write_is_not_undone_by_what_the_other_wrote_before()
    {
        for (var i = 0; i < 100; i++)
        {
            await _other.Pets.PutAsync(new Pet("rex", -1), Ended);
            await _one.Pets.PutAsync(new Pet("rex", i), Ended);
            Assert.Equal(i, _one.Pets.Find("rex")?.Age);
            await CaughtUpAsync(_one);
            Assert.Equal(i, _one.Pets.Find("rex")?.Age);
        }
    }

    [Fact]
    public async Task Increments_through_both_lose_none()
    {
        await _one.Pets.PutAsync(new Pet("rex", 0), Ended);
        await CaughtUpAsync(_other);

        await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(i => Task.Run(() => OlderAsync(i % 2 == 0 ? _one : _other), Ended))
        )
            .WaitAsync(Patience, Ended);

        await CaughtUpAsync(_one);
        Assert.Equal(100, _one.Pets.Find("rex")?.Age);
    }

    [Fact]
    public async Task A_record_can_be_added_through_one_of_them_alone()
    {
        var added = await Task.WhenAll(
            Task.Run(async () => await _one.Pets.TryAddAsync(new Pet("rex", 1), Ended), Ended),
            Task.Run(async () => await _other.Pets.TryAddAsync(new Pet("rex", 2), Ended), Ended)
        );

        Assert.Single(added, wasAdded => wasAdded);
    }

    [Fact]
    public async Task Several_records_are_changed_or_none()
    {
        await _one.Pets.PutAsync(new Pet("rex", 3), Ended);
        await _one.Owners.PutAsync(new Owner("ann", ["rex"]), Ended);

        await _one.Records.ChangeAsync(
            change =>
            {
                change.Put(_one.Pets, new Pet("tom", 1));
                change.Put(_one.Owners, change.Find(_one.Owners, "ann")! with { Pets = ["tom"] });
                return change.Remove(_one.Pets, "rex");
            },
            Ended
        );
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await _one.Records.ChangeAsync(
                bool (change) =>
                {
                    change.Remove(_one.Pets, "tom");
                    throw new InvalidOperationException();
                },
                Ended
            )
        );

        foreach (var server in new[] { _one, _other })
        {
            await CaughtUpAsync(server);
            Assert.Equal(["tom"], server.Pets.All.Select(pet => pet.Name));
            Assert.Equal(["tom"], server.Owners.Find("ann")!.Pets);
        }
    }

    [Fact]
    public async Task A_change_sees_what_it_has_written_itself()
    {
        await _one.Pets.PutAsync(new Pet("a", 1), Ended);
        await _one.Pets.PutAsync(new Pet("c", 1), Ended);

        var names = await _one.Records.ChangeAsync(
            change =>
            {
                change.Put(_one.Pets, new Pet("b", 1));
                change.Remove(_one.Pets, "c");
                return string.Join(',', change.List(_one.Pets, "").Select(pet => pet.Name));
            },
            Ended
        );

        Assert.Equal("a,b", names);
    }

    [Fact]
    public async Task What_a_change_has_read_and_not_written_must_still_be_so()
    {
        await _one.Owners.PutAsync(new Owner("ann", []), Ended);
        await CaughtUpAsync(_other);
        var runs = 0;

        var wasThere = await _one.Records.ChangeAsync(
            async (change, token) =>
            {
                var owner = change.Find(_one.Owners, "ann");
                if (++runs == 1)
                {
                    await _other.Owners.RemoveAsync("ann", token);
                }

                change.Put(_one.Pets, new Pet("rex", owner is null ? 0 : 1));
                return owner is not null;
            },
            Ended
        );

        Assert.Equal((false, 2, 0), (wasThere, runs, _one.Pets.Find("rex")?.Age));
    }

    [Fact]
    public async Task Changes_with_the_same_guard_each_see_what_those_before_wrote()
    {
        // Names that no other has whatever the case: no record says that the rule was broken.
        var names = Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? "rex" : "REX").Select((name, i) => $"{name}{i / 8}");

        await Task.WhenAll(
            names.Select((name, i) => Task.Run(() => AddOnceAsync(i % 4 < 2 ? _one : _other, name), Ended))
        )
            .WaitAsync(Patience, Ended);

        await CaughtUpAsync(_one);
        Assert.Equal(
            ["rex0", "rex1", "rex2", "rex3", "rex4"],
            _one.Pets.All.Select(pet => pet.Name.ToUpperInvariant().Replace("REX", "rex", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_guard_that_has_ended_leaves_nothing()
    {
        await _one.Records.ChangeAsync(
            change =>
            {
                change.Guard("owners/ann");
                change.Put(_one.Owners, new Owner("ann", []));
                return true;
            },
            Ended
        );

        await _one.Records.ChangeAsync(
            change =>
            {
                change.EndGuard("owners/ann");
                return change.Remove(_one.Owners, "ann");
            },
            Ended
        );

        Assert.Empty(await _store.ListAsync("guards", cancellationToken: Ended));
    }

    [Fact]
    public async Task A_guard_is_named_before_anything_is_read()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await _one.Records.ChangeAsync(
                change =>
                {
                    _ = change.List(_one.Pets, "");
                    change.Guard("pets");
                    return true;
                },
                Ended
            )
        );
    }

    [Fact]
    public async Task What_is_written_beside_is_written_with_the_records_or_not_at_all()
    {
        await _one.Records.ChangeAsync(change => Beside(change, _one, "rex"), Ended);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await _one.Records.ChangeAsync(change => Beside(change, _one, "rex"), Ended)
        );

        Assert.Single(await _store.ReadAsync("born", cancellationToken: Ended));

        static bool Beside(RecordChange change, Server server, string name)
        {
            change.Beside(batch => batch.Append("born", Encoding.UTF8.GetBytes(name)));
            if (change.Find(server.Pets, name) is not null)
            {
                throw new InvalidOperationException();
            }

            change.Put(server.Pets, new Pet(name, 0));
            return true;
        }
    }

    [Fact]
    public async Task A_cleared_store_empties_the_tables_of_both()
    {
        await _one.Pets.PutAsync(new Pet("rex", 3), Ended);
        await _other.Owners.PutAsync(new Owner("ann", ["rex"]), Ended);

        await _store.CommitAsync(new StoreBatch().Clear(), Ended);

        foreach (var server in new[] { _one, _other })
        {
            await CaughtUpAsync(server);
            Assert.Empty(server.Pets.All);
            Assert.Empty(server.Owners.All);
        }

        Assert.True(await _one.Pets.TryAddAsync(new Pet("rex", 4), Ended));
    }

    [Fact]
    public async Task One_who_missed_too_much_reads_everything_again()
    {
        await using var late = await Records.OpenAsync(_store, TimeProvider.System, Ended);
        var many = new StoreBatch();
        for (var i = 0; i < 20_000; i++)
        {
            many.Put("pets", $"{i}", "{\"Name\":\"x\",\"Age\":1}"u8.ToArray());
        }

        await _store.CommitAsync(many, Ended);

        var pets = await late.OpenAsync(Pets, Ended);
        await late.CaughtUpAsync(_store.Generation, Ended).WaitAsync(Patience, Ended);
        await CaughtUpAsync(_one);
        Assert.Equal((20_000, 20_000), (pets.All.Count, _one.Pets.All.Count));
    }

    [Fact]
    public async Task Who_opens_a_table_while_others_write_misses_nothing()
    {
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 300; i++)
                {
                    await _one.Pets.PutAsync(new Pet($"{i:D3}", i), Ended);
                }
            },
            Ended
        );
        await using var late = await Records.OpenAsync(_store, TimeProvider.System, Ended);
        var pets = await late.OpenAsync(Pets, Ended);

        await writing.WaitAsync(Patience, Ended);
        await late.CaughtUpAsync(_store.Generation, Ended).WaitAsync(Patience, Ended);

        Assert.Equal(Enumerable.Range(0, 300), pets.All.Select(pet => pet.Age));
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_told_to_whoever_writes_until_it_can()
    {
        await _store.PutAsync("pets", "rex", "{"u8.ToArray(), cancellationToken: Ended);
        await Assert.ThrowsAsync<StoreException>(() => CaughtUpAsync(_one));

        var refused = await Assert.ThrowsAsync<StoreException>(async () =>
            await _one.Owners.PutAsync(new Owner("ann", []), Ended)
        );
        await _store.PutAsync("pets", "rex", "{\"Name\":\"rex\",\"Age\":3}"u8.ToArray(), cancellationToken: Ended);
        await UntilFollowedAsync(_one);

        await _one.Owners.PutAsync(new Owner("ann", []), Ended);
        Assert.Equal((StoreFault.Corrupt, 3), (refused.Kind, _one.Pets.Find("rex")?.Age));
    }

    private static async Task OlderAsync(Server server) =>
        await server.Pets.ChangeAsync("rex", pet => pet! with { Age = pet.Age + 1 }, Ended);

    private static async Task AddOnceAsync(Server server, string name) =>
        await server.Records.ChangeAsync(
            change =>
            {
                change.Guard("pets");
                var isTaken = change
                    .List(server.Pets, "")
                    .Any(pet => string.Equals(pet.Name, name, StringComparison.OrdinalIgnoreCase));
                if (!isTaken)
                {
                    change.Put(server.Pets, new Pet(name, 1));
                }

                return isTaken;
            },
            Ended
        );

    private Task CaughtUpAsync(Server server) =>
        server.Records.CaughtUpAsync(_store.Generation, Ended).WaitAsync(Patience, Ended);

    // A feed that failed is read again after a pause of its own.
    private async Task UntilFollowedAsync(Server server)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        patience.CancelAfter(Patience);
        while (true)
        {
            try
            {
                await CaughtUpAsync(server);
                return;
            }
            catch (StoreException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
            }
        }
    }

    /// <summary>What one server holds.</summary>
    private sealed record Server(Records Records, RecordTable<Pet> Pets, RecordTable<Owner> Owners)
    {
        public static async Task<Server> OpenAsync(IStore store)
        {
            var records = await Records.OpenAsync(store, TimeProvider.System, Ended);
            return new Server(
                records,
                await records.OpenAsync(RecordsConformance.Pets, Ended),
                await records.OpenAsync(RecordsConformance.Owners, Ended)
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
}
