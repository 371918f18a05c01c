using Lanyard.Storage;

namespace Lanyard.Testing.Conformance;

/// <summary>What the change feed of a store does.</summary>
public abstract class ChangeFeedConformance
{
    /// <summary>An empty store.</summary>
    protected abstract IStore Open();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_change_is_told_in_order()
    {
        await using var store = Open();
        var start = store.Generation;
        var batch = new StoreBatch()
            .Put("roles", "a", default)
            .Put("roles", "b", default)
            .Append("audit", default)
            .Delete("roles", "a")
            .Delete("roles", "a")
            .DeletePrefix("roles", "")
            .DeleteStream("audit")
            .DeleteStream("audit")
            .Clear();

        await store.CommitAsync(batch, Ended);

        Assert.Equal(
            [
                (StoreChangeKind.Put, "roles", "a"),
                (StoreChangeKind.Put, "roles", "b"),
                (StoreChangeKind.Appended, "audit", ""),
                (StoreChangeKind.Deleted, "roles", "a"),
                (StoreChangeKind.Deleted, "roles", "b"),
                (StoreChangeKind.StreamDeleted, "audit", ""),
                (StoreChangeKind.Everything, "", ""),
            ],
            (await TakeAsync(store, start, 7)).Select(change => (change.Kind, change.Name, change.Key))
        );
    }

    [Fact]
    public async Task Numbers_rise_and_the_last_is_the_generation()
    {
        await using var store = Open();
        var start = store.Generation;

        await store.CommitAsync(new StoreBatch().Put("roles", "a", default).Put("roles", "b", default), Ended);

        var numbers = (await TakeAsync(store, start, 2)).Select(change => change.Number).ToArray();
        Assert.InRange(numbers[1], numbers[0] + 1, long.MaxValue);
        Assert.Equal(store.Generation, numbers[1]);
    }

    [Fact]
    public async Task The_number_of_a_put_is_the_version_of_the_record()
    {
        await using var store = Open();
        var start = store.Generation;

        var version = await store.PutAsync("roles", "a", default, cancellationToken: Ended);

        Assert.Equal(version, (await TakeAsync(store, start, 1))[0].Number);
    }

    [Fact]
    public async Task A_reader_goes_on_behind_the_number_it_knows()
    {
        await using var store = Open();
        await store.PutAsync("roles", "a", default, cancellationToken: Ended);
        var known = store.Generation;
        await store.PutAsync("roles", "b", default, cancellationToken: Ended);

        Assert.Equal("b", (await TakeAsync(store, known, 1))[0].Key);
    }

    [Fact]
    public async Task A_waiting_reader_hears_of_a_commit()
    {
        await using var store = Open();
        var waiting = TakeAsync(store, store.Generation, 1);

        await store.PutAsync("roles", "a", default, cancellationToken: Ended);

        Assert.Equal("a", (await waiting)[0].Key);
    }

    [Fact]
    public async Task A_refused_batch_is_not_told()
    {
        await using var store = Open();
        var start = store.Generation;
        var refused = new StoreBatch().Put("roles", "a", default).Put("roles", "a", default, expectedVersion: 0);
        await Assert.ThrowsAsync<StoreException>(async () => await store.CommitAsync(refused, Ended));

        await store.PutAsync("roles", "b", default, cancellationToken: Ended);

        Assert.Equal("b", (await TakeAsync(store, start, 1))[0].Key);
    }

    [Fact]
    public async Task A_reader_that_missed_too_much_is_told_to_read_everything()
    {
        await using var store = Open();
        await store.PutAsync("roles", "first", default, cancellationToken: Ended);
        var known = store.Generation;
        var many = new StoreBatch();
        for (var i = 0; i < 20_000; i++)
        {
            many.Append("audit", default);
        }

        await store.CommitAsync(many, Ended);

        var first = (await TakeAsync(store, known, 1))[0];
        Assert.Equal((StoreChangeKind.Everything, store.Generation), (first.Kind, first.Number));
    }

    [Fact]
    public async Task A_slow_reader_that_is_in_time_misses_nothing()
    {
        await using var store = Open();
        await using var reader = store.ChangesAsync(store.Generation, Ended).GetAsyncEnumerator(Ended);
        await store.PutAsync("roles", "first", default, cancellationToken: Ended);
        await reader.MoveNextAsync();
        var many = new StoreBatch();
        for (var i = 0; i < 20_000; i++)
        {
            many.Append("audit", default);
        }

        await store.CommitAsync(many, Ended);

        var read = 0;
        while (read < 20_000 && await reader.MoveNextAsync() && reader.Current.Kind == StoreChangeKind.Appended)
        {
            read++;
        }

        Assert.Equal(20_000, read);
    }

    [Fact]
    public async Task Cancelling_ends_a_waiting_reader()
    {
        await using var store = Open();
        using var cancellation = new CancellationTokenSource();
        await using var reader = store.ChangesAsync(store.Generation, cancellation.Token).GetAsyncEnumerator(Ended);
        var waiting = reader.MoveNextAsync().AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Eventually.DoneAsync(waiting, "the end of the reader")
        );
    }

    private static Task<List<StoreChange>> TakeAsync(IStore store, long after, int count) =>
        Eventually.DoneAsync(ReadAsync(store, after, count), $"{count} changes behind {after}");

    private static async Task<List<StoreChange>> ReadAsync(IStore store, long after, int count)
    {
        var changes = new List<StoreChange>();
        await foreach (var change in store.ChangesAsync(after, Ended))
        {
            changes.Add(change);
            if (changes.Count == count)
            {
                break;
            }
        }

        return changes;
    }
}
