using System.Text;
using Lanyard.Storage;

namespace Lanyard.Testing.Conformance;

/// <summary>What a store of records does; a store is whatever passes this, <see cref="StreamConformance" /> and the feed's suite.</summary>
public abstract class StoreConformance
{
    /// <summary>An empty store.</summary>
    protected abstract IStore Open();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_that_was_never_written_reads_as_nothing()
    {
        await using var store = Open();

        Assert.Null(await store.GetAsync("roles", "web", Ended));
    }

    [Fact]
    public async Task A_written_record_reads_back_with_its_key_and_version()
    {
        await using var store = Open();

        var version = await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: Ended);

        var record = await store.GetAsync("roles", "web", Ended);
        Assert.Equal(("web", version, "one"), (record!.Key, record.Version, Text(record.Value)));
    }

    [Fact]
    public async Task An_empty_value_is_a_value()
    {
        await using var store = Open();

        await store.PutAsync("roles", "web", Bytes(""), cancellationToken: Ended);

        Assert.Equal(0, (await store.GetAsync("roles", "web", Ended))!.Value.Length);
    }

    [Fact]
    public async Task A_large_value_reads_back_whole()
    {
        await using var store = Open();
        var large = new byte[3_000_000];
        Random.Shared.NextBytes(large);

        await store.PutAsync("roles", "web", large, cancellationToken: Ended);

        Assert.True((await store.GetAsync("roles", "web", Ended))!.Value.Span.SequenceEqual(large));
    }

    [Fact]
    public async Task The_same_key_in_another_collection_is_another_record()
    {
        await using var store = Open();

        await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: Ended);

        Assert.Null(await store.GetAsync("users", "web", Ended));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with \0 inside")]
    [InlineData("Größe/日本/🔑")]
    [InlineData("%_'\"*?")]
    public async Task A_key_may_be_any_text(string key)
    {
        await using var store = Open();

        await store.PutAsync("roles", key, Bytes("one"), cancellationToken: Ended);

        Assert.Equal(key, Assert.Single(await store.ListAsync("roles", cancellationToken: Ended)).Key);
    }

    [Fact]
    public async Task Keys_that_differ_in_case_are_different_records()
    {
        await using var store = Open();

        await store.PutAsync("roles", "Web", Bytes("one"), cancellationToken: Ended);

        Assert.Null(await store.GetAsync("roles", "web", Ended));
    }

    [Fact]
    public async Task Each_write_gives_a_larger_version()
    {
        await using var store = Open();

        var first = await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: Ended);
        var second = await store.PutAsync("roles", "web", Bytes("two"), cancellationToken: Ended);

        Assert.InRange(second, first + 1, long.MaxValue);
    }

    [Fact]
    public async Task A_record_made_again_is_not_taken_for_the_deleted_one()
    {
        await using var store = Open();
        var old = await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: Ended);
        await store.DeleteAsync("roles", "web", cancellationToken: Ended);
        await store.PutAsync("roles", "web", Bytes("two"), cancellationToken: Ended);

        await AssertConflictAsync(store.PutAsync("roles", "web", Bytes("three"), old, Ended));
    }

    [Fact]
    public async Task Creating_a_record_that_exists_is_a_conflict()
    {
        await using var store = Open();
        await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: Ended);

        await AssertConflictAsync(store.PutAsync("roles", "web", Bytes("two"), 0, Ended));

        Assert.Equal("one", Text((await store.GetAsync("roles", "web", Ended))!.Value));
    }

    [Fact]
    public async Task Creating_a_record_that_does_not_exist_writes_it()
    {
        await using var store = Open();

        await store.PutAsync("roles", "web", Bytes("one"), 0, Ended);

        Assert.NotNull(await store.GetAsync("roles", "web", Ended));
    }

    [Fact]
    public async Task Replacing_the_expected_version_writes_the_record()
    {
        await using var store = Open();
        var version = await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: Ended);

        await store.PutAsync("roles", "web", Bytes("two"), version, Ended);

        Assert.Equal("two", Text((await store.GetAsync("roles", "web", Ended))!.Value));
    }

    [Fact]
    public async Task Replacing_a_version_that_is_gone_is_a_conflict()
    {
        await using var store = Open();
        var version = await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: Ended);
        await store.PutAsync("roles", "web", Bytes("two"), cancellationToken: Ended);

        await AssertConflictAsync(store.PutAsync("roles", "web", Bytes("three"), version, Ended));
    }

    [Fact]
    public async Task Replacing_a_version_of_a_record_that_is_not_there_is_a_conflict()
    {
        await using var store = Open();

        await AssertConflictAsync(store.PutAsync("roles", "web", Bytes("one"), 7, Ended));
    }

    [Fact]
    public async Task A_deleted_record_reads_as_nothing()
    {
        await using var store = Open();
        await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: Ended);

        var wasThere = await store.DeleteAsync("roles", "web", cancellationToken: Ended);

        Assert.True(wasThere);
        Assert.Null(await store.GetAsync("roles", "web", Ended));
    }

    [Fact]
    public async Task Deleting_what_is_not_there_says_so()
    {
        await using var store = Open();

        Assert.False(await store.DeleteAsync("roles", "web", cancellationToken: Ended));
    }

    [Fact]
    public async Task Deleting_another_version_than_the_expected_is_a_conflict()
    {
        await using var store = Open();
        var version = await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: Ended);
        await store.PutAsync("roles", "web", Bytes("two"), cancellationToken: Ended);

        await AssertConflictAsync(store.DeleteAsync("roles", "web", version, Ended));

        Assert.NotNull(await store.GetAsync("roles", "web", Ended));
    }

    [Fact]
    public async Task Deleting_an_expected_version_of_what_is_not_there_is_a_conflict()
    {
        await using var store = Open();

        await AssertConflictAsync(store.DeleteAsync("roles", "web", 7, Ended));
    }

    [Fact]
    public async Task A_conflict_undoes_everything_in_its_batch()
    {
        await using var store = Open();
        await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: Ended);
        var batch = new StoreBatch()
            .Put("users", "ann", Bytes("new"))
            .Append("audit", Bytes("entry"))
            .DeletePrefix("roles", "")
            .Put("roles", "web", Bytes("two"), expectedVersion: 999);

        await AssertConflictAsync(store.CommitAsync(batch, Ended));

        Assert.Null(await store.GetAsync("users", "ann", Ended));
        Assert.Empty(await store.ReadAsync("audit", cancellationToken: Ended));
        Assert.Equal("one", Text((await store.GetAsync("roles", "web", Ended))!.Value));
    }

    [Fact]
    public async Task A_store_goes_on_after_a_conflict()
    {
        await using var store = Open();
        await AssertConflictAsync(store.PutAsync("roles", "web", Bytes("one"), 7, Ended));

        await store.PutAsync("roles", "web", Bytes("two"), cancellationToken: Ended);

        Assert.Equal("two", Text((await store.GetAsync("roles", "web", Ended))!.Value));
    }

    [Fact]
    public async Task An_operation_sees_those_before_it_in_its_batch()
    {
        await using var store = Open();
        var batch = new StoreBatch()
            .Put("roles", "web", Bytes("one"), expectedVersion: 0)
            .Delete("roles", "web")
            .Put("roles", "web", Bytes("two"), expectedVersion: 0);

        await store.CommitAsync(batch, Ended);

        Assert.Equal("two", Text((await store.GetAsync("roles", "web", Ended))!.Value));
    }

    [Fact]
    public async Task A_commit_answers_a_number_for_each_operation()
    {
        await using var store = Open();
        await store.PutAsync("roles", "a/1", Bytes("one"), cancellationToken: Ended);
        await store.PutAsync("roles", "a/2", Bytes("two"), cancellationToken: Ended);
        var batch = new StoreBatch()
            .DeletePrefix("roles", "a/")
            .Put("roles", "b", Bytes("three"))
            .Append("audit", Bytes("first"))
            .Append("audit", Bytes("second"))
            .Delete("roles", "none")
            .DeleteStream("audit");

        var numbers = await store.CommitAsync(batch, Ended);

        Assert.Equal([2, (await store.GetAsync("roles", "b", Ended))!.Version, 1, 2, 0, 2], numbers);
    }

    [Fact]
    public async Task An_empty_batch_changes_nothing()
    {
        await using var store = Open();
        var before = store.Generation;

        await store.CommitAsync(new StoreBatch(), Ended);

        Assert.Equal(before, store.Generation);
    }

    [Fact]
    public async Task A_commit_that_was_cancelled_before_it_began_writes_nothing()
    {
        await using var store = Open();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
            await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: cancelled)
        );

        Assert.Null(await store.GetAsync("roles", "web", Ended));
    }

    [Fact]
    public async Task Records_are_listed_by_the_bytes_of_their_keys()
    {
        await using var store = Open();
        string[] inOrder = ["", "A", "B", "a", "a/", "aa", "é", "\uE000", "\uFFFD", "\U0001F511", "\U0010FFFF"];
        foreach (var key in inOrder.Reverse())
        {
            await store.PutAsync("roles", key, Bytes(key), cancellationToken: Ended);
        }

        Assert.Equal(inOrder, await KeysAsync(store));
    }

    [Theory]
    [InlineData("a", new[] { "a", "a/1", "ab" })]
    [InlineData("a/", new[] { "a/1" })]
    [InlineData("%", new[] { "%" })]
    [InlineData("\uD7FF", new[] { "\uD7FF", "\uD7FFx" })]
    [InlineData("\U0010FFFF", new[] { "\U0010FFFF", "\U0010FFFF\U0010FFFF" })]
    [InlineData("z", new string[0])]
    public async Task A_prefix_lists_the_keys_that_begin_with_it(string prefix, string[] expected)
    {
        await using var store = Open();
        string[] keys =
        [
            "%",
            "B",
            "a",
            "a/1",
            "ab",
            "b",
            "\uD7FF",
            "\uD7FFx",
            "\uE000",
            "\U0010FFFF",
            "\U0010FFFF\U0010FFFF",
        ];
        foreach (var key in keys)
        {
            await store.PutAsync("roles", key, Bytes(key), cancellationToken: Ended);
        }

        Assert.Equal(expected, await KeysAsync(store, prefix));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_overlap()
    {
        await using var store = Open();
        await PutAllAsync(store, "p/1", "p/2", "p/3", "p/4", "p/5", "q");

        var first = await KeysAsync(store, "p/", limit: 2);
        var second = await KeysAsync(store, "p/", first[^1], 2);
        var third = await KeysAsync(store, "p/", second[^1], 2);

        Assert.Equal(["p/1", "p/2", "p/3", "p/4", "p/5"], [.. first, .. second, .. third]);
    }

    [Fact]
    public async Task A_page_may_follow_a_key_that_was_deleted()
    {
        await using var store = Open();
        await PutAllAsync(store, "a", "c");

        Assert.Equal(["c"], await KeysAsync(store, afterKey: "b"));
    }

    [Fact]
    public async Task A_page_after_a_key_before_the_prefix_begins_with_the_prefix()
    {
        await using var store = Open();
        await PutAllAsync(store, "a", "b", "p/1");

        Assert.Equal(["p/1"], await KeysAsync(store, "p/", "a"));
    }

    [Fact]
    public async Task Deleting_a_prefix_leaves_the_neighbours_and_the_other_collections()
    {
        await using var store = Open();
        await PutAllAsync(store, "a", "a/", "a/1", "a/2", "a0");
        await store.PutAsync("users", "a/1", Bytes("other"), cancellationToken: Ended);

        await store.CommitAsync(new StoreBatch().DeletePrefix("roles", "a/"), Ended);

        Assert.Equal(["a", "a0"], await KeysAsync(store));
        Assert.NotNull(await store.GetAsync("users", "a/1", Ended));
    }

    [Fact]
    public async Task Clearing_leaves_only_what_its_own_batch_wrote_afterwards()
    {
        await using var store = Open();
        await PutAllAsync(store, "a", "b");
        await store.AppendAsync("audit", Bytes("entry"), Ended);

        await store.CommitAsync(new StoreBatch().Clear().Put("roles", "administrator", Bytes("kept")), Ended);

        Assert.Equal(["administrator"], await KeysAsync(store));
        Assert.Empty(await store.ReadAsync("audit", cancellationToken: Ended));
    }

    [Fact]
    public async Task Concurrent_counters_lose_no_step()
    {
        await using var store = Open();
        await store.PutAsync("counters", "c", BitConverter.GetBytes(0), cancellationToken: Ended);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CountAsync(store, 25), Ended)));

        Assert.Equal(200, BitConverter.ToInt32((await store.GetAsync("counters", "c", Ended))!.Value.Span));
    }

    private static async Task CountAsync(IStore store, int steps)
    {
        while (steps > 0)
        {
            var record = (await store.GetAsync("counters", "c", Ended))!;
            var next = BitConverter.GetBytes(BitConverter.ToInt32(record.Value.Span) + 1);
            try
            {
                await store.PutAsync("counters", "c", next, record.Version, Ended);
                steps--;
            }
            catch (StoreException e) when (e.Kind == StoreFault.Conflict)
            {
                // Another was faster: read again.
            }
        }
    }

    private static async Task PutAllAsync(IStore store, params string[] keys)
    {
        foreach (var key in keys)
        {
            await store.PutAsync("roles", key, Bytes(key), cancellationToken: Ended);
        }
    }

    private static async Task<string[]> KeysAsync(
        IStore store,
        string prefix = "",
        string? afterKey = null,
        int limit = int.MaxValue
    ) => [.. (await store.ListAsync("roles", prefix, afterKey, limit, Ended)).Select(record => record.Key)];

    private static async Task AssertConflictAsync<T>(ValueTask<T> commit)
    {
        var e = await Assert.ThrowsAsync<StoreException>(async () => await commit);
        Assert.Equal(StoreFault.Conflict, e.Kind);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
