using System.Text;
using Lanyard.Storage.Tables;

namespace Lanyard.Testing.Conformance;

/// <summary>What changes of records do that two servers make of one store.</summary>
public abstract class RecordChangesConformance : TwoServers
{
    [Fact]
    public async Task Increments_through_both_lose_none()
    {
        await One.Pets.PutAsync(new Pet("rex", 0), Ended);
        await CaughtUpAsync(Other);

        await InTimeAsync(
            Task.WhenAll(
                Enumerable.Range(0, 100).Select(i => Task.Run(() => OlderAsync(i % 2 == 0 ? One : Other), Ended))
            )
        );

        await CaughtUpAsync(One);
        Assert.Equal(100, One.Pets.Find("rex")?.Age);
    }

    [Fact]
    public async Task A_record_can_be_added_through_one_of_them_alone()
    {
        var added = await Task.WhenAll(
            Task.Run(async () => await One.Pets.TryAddAsync(new Pet("rex", 1), Ended), Ended),
            Task.Run(async () => await Other.Pets.TryAddAsync(new Pet("rex", 2), Ended), Ended)
        );

        Assert.Single(added, wasAdded => wasAdded);
    }

    [Fact]
    public async Task Several_records_are_changed_or_none()
    {
        await One.Pets.PutAsync(new Pet("rex", 3), Ended);
        await One.Owners.PutAsync(new Owner("ann", ["rex"]), Ended);

        await One.Records.ChangeAsync(
            change =>
            {
                change.Put(One.Pets, new Pet("tom", 1));
                change.Put(One.Owners, change.Find(One.Owners, "ann")! with { Pets = ["tom"] });
                return change.Remove(One.Pets, "rex");
            },
            Ended
        );
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await One.Records.ChangeAsync(
                bool (change) =>
                {
                    change.Remove(One.Pets, "tom");
                    throw new InvalidOperationException();
                },
                Ended
            )
        );

        foreach (var server in new[] { One, Other })
        {
            await CaughtUpAsync(server);
            Assert.Equal(["tom"], server.Pets.All.Select(pet => pet.Name));
            Assert.Equal(["tom"], server.Owners.Find("ann")!.Pets);
        }
    }

    [Fact]
    public async Task A_change_sees_what_it_has_written_itself()
    {
        await One.Pets.PutAsync(new Pet("a", 1), Ended);
        await One.Pets.PutAsync(new Pet("c", 1), Ended);

        var names = await One.Records.ChangeAsync(
            change =>
            {
                change.Put(One.Pets, new Pet("b", 1));
                change.Remove(One.Pets, "c");
                return string.Join(',', change.List(One.Pets, "").Select(pet => pet.Name));
            },
            Ended
        );

        Assert.Equal("a,b", names);
    }

    [Fact]
    public async Task What_a_change_has_read_and_not_written_must_still_be_so()
    {
        await One.Owners.PutAsync(new Owner("ann", []), Ended);
        await CaughtUpAsync(Other);
        var runs = 0;

        var wasThere = await One.Records.ChangeAsync(
            async (change, token) =>
            {
                var owner = change.Find(One.Owners, "ann");
                if (++runs == 1)
                {
                    await Other.Owners.RemoveAsync("ann", token);
                }

                change.Put(One.Pets, new Pet("rex", owner is null ? 0 : 1));
                return owner is not null;
            },
            Ended
        );

        Assert.Equal((false, 2, 0), (wasThere, runs, One.Pets.Find("rex")?.Age));
    }

    [Fact]
    public async Task Changes_with_the_same_guard_each_see_what_those_before_wrote()
    {
        // Names that no other has whatever the case: no record says that the rule was broken.
        var names = Enumerable
            .Range(0, 40)
            .Select(i => i % 2 == 0 ? "rex" : "REX")
            .Select((name, i) => $"{name}{i / 8}");

        await InTimeAsync(
            Task.WhenAll(names.Select((name, i) => Task.Run(() => AddOnceAsync(i % 4 < 2 ? One : Other, name), Ended)))
        );

        await CaughtUpAsync(One);
        Assert.Equal(
            ["rex0", "rex1", "rex2", "rex3", "rex4"],
            One.Pets.All.Select(pet => pet.Name.ToUpperInvariant().Replace("REX", "rex", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_guard_that_has_ended_leaves_nothing()
    {
        await One.Records.ChangeAsync(
            change =>
            {
                change.Guard("owners/ann");
                change.Put(One.Owners, new Owner("ann", []));
                return true;
            },
            Ended
        );

        await One.Records.ChangeAsync(
            change =>
            {
                change.EndGuard("owners/ann");
                return change.Remove(One.Owners, "ann");
            },
            Ended
        );

        Assert.Empty(await Store.ListAsync("guards", cancellationToken: Ended));
    }

    [Fact]
    public async Task A_guard_is_named_before_anything_is_read()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await One.Records.ChangeAsync(
                change =>
                {
                    _ = change.List(One.Pets, "");
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
        await One.Records.ChangeAsync(change => Beside(change, One, "rex"), Ended);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await One.Records.ChangeAsync(change => Beside(change, One, "rex"), Ended)
        );

        Assert.Single(await Store.ReadAsync("born", cancellationToken: Ended));

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
}
