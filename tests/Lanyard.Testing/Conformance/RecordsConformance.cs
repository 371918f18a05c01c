using Lanyard.Storage;
using Lanyard.Storage.Tables;

namespace Lanyard.Testing.Conformance;

/// <summary>What tables do over a store: they show what is in it, whoever wrote it.</summary>
public abstract class RecordsConformance : TwoServers
{
    [Fact]
    public async Task What_one_writes_the_other_answers()
    {
        await One.Pets.PutAsync(new Pet("rex", 3), Ended);

        await CaughtUpAsync(Other);

        Assert.Equal(3, Other.Pets.Find("rex")?.Age);
    }

    [Fact]
    public async Task What_one_changes_and_removes_the_other_follows()
    {
        await One.Pets.PutAsync(new Pet("rex", 3), Ended);
        await One.Pets.PutAsync(new Pet("tom", 4), Ended);
        await CaughtUpAsync(Other);

        await One.Pets.PutAsync(new Pet("rex", 5), Ended);
        await One.Pets.RemoveAsync("tom", Ended);
        await CaughtUpAsync(Other);

        Assert.Equal([("rex", 5)], Other.Pets.All.Select(pet => (pet.Name, pet.Age)));
    }

    [Fact]
    public async Task A_write_is_seen_at_once_where_it_was_made()
    {
        for (var age = 1; age <= 200; age++)
        {
            await One.Pets.PutAsync(new Pet("rex", age), Ended);
            Assert.Equal(age, One.Pets.Find("rex")?.Age);
            await One.Pets.RemoveAsync("rex", Ended);
            Assert.Null(One.Pets.Find("rex"));
        }
    }

    [Fact]
    public async Task A_write_is_not_undone_by_what_the_other_wrote_before()
    {
        for (var i = 0; i < 100; i++)
        {
            await Other.Pets.PutAsync(new Pet("rex", -1), Ended);
            await One.Pets.PutAsync(new Pet("rex", i), Ended);
            Assert.Equal(i, One.Pets.Find("rex")?.Age);
            await CaughtUpAsync(One);
            Assert.Equal(i, One.Pets.Find("rex")?.Age);
        }
    }

    [Fact]
    public async Task A_clearedStore_empties_the_tables_of_both()
    {
        await One.Pets.PutAsync(new Pet("rex", 3), Ended);
        await Other.Owners.PutAsync(new Owner("ann", ["rex"]), Ended);

        await Store.CommitAsync(new StoreBatch().Clear(), Ended);

        foreach (var server in new[] { One, Other })
        {
            await CaughtUpAsync(server);
            Assert.Empty(server.Pets.All);
            Assert.Empty(server.Owners.All);
        }

        Assert.True(await One.Pets.TryAddAsync(new Pet("rex", 4), Ended));
    }

    [Fact]
    public async Task One_who_missed_too_much_reads_everything_again()
    {
        await using var late = await Records.OpenAsync(Store, TimeProvider.System, Ended);
        var many = new StoreBatch();
        for (var i = 0; i < 20_000; i++)
        {
            many.Put("pets", $"{i}", "{\"Name\":\"x\",\"Age\":1}"u8.ToArray());
        }

        await Store.CommitAsync(many, Ended);

        var pets = await late.OpenAsync(Collections.Pets, Ended);
        await CaughtUpAsync(late);
        await CaughtUpAsync(One);
        Assert.Equal((20_000, 20_000), (pets.All.Count, One.Pets.All.Count));
    }

    [Fact]
    public async Task Who_opens_a_table_whileOthers_write_misses_nothing()
    {
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 300; i++)
                {
                    await One.Pets.PutAsync(new Pet($"{i:D3}", i), Ended);
                    await One.Pets.RemoveAsync($"{i - 20:D3}", Ended);
                }
            },
            Ended
        );
        await using var late = await Records.OpenAsync(Store, TimeProvider.System, Ended);
        var pets = await late.OpenAsync(Collections.Pets, Ended);

        await InTimeAsync(writing);
        await CaughtUpAsync(late);

        Assert.Equal(Enumerable.Range(280, 20), pets.All.Select(pet => pet.Age));
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_told_to_whoever_writes_until_it_can()
    {
        await Store.PutAsync("pets", "rex", "{"u8.ToArray(), cancellationToken: Ended);
        await Assert.ThrowsAsync<StoreException>(() => CaughtUpAsync(One));

        var refused = await Assert.ThrowsAsync<StoreException>(async () =>
            await One.Owners.PutAsync(new Owner("ann", []), Ended)
        );
        await Store.PutAsync("pets", "rex", "{\"Name\":\"rex\",\"Age\":3}"u8.ToArray(), cancellationToken: Ended);
        await UntilFollowedAsync(One);

        await One.Owners.PutAsync(new Owner("ann", []), Ended);
        Assert.Equal((StoreFault.Corrupt, 3), (refused.Kind, One.Pets.Find("rex")?.Age));
    }

    // A feed that failed is read again after a pause of its own.
    private async Task UntilFollowedAsync(Server server)
    {
        for (var attempts = 0; attempts < 600; attempts++)
        {
            try
            {
                await CaughtUpAsync(server);
                return;
            }
            catch (StoreException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ended);
            }
        }

        Assert.Fail("the feed was not read again within half a minute");
    }
}
