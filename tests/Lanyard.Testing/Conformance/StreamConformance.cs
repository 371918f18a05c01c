using System.Text;
using Lanyard.Storage;

namespace Lanyard.Testing.Conformance;

/// <summary>What the streams of a store do.</summary>
public abstract class StreamConformance
{
    /// <summary>An empty store.</summary>
    protected abstract IStore Open();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_that_was_never_written_is_empty()
    {
        await using var store = Open();

        Assert.Empty(await store.ReadAsync("audit", cancellationToken: Ended));
    }

    [Fact]
    public async Task Entries_are_read_in_the_order_they_were_appended()
    {
        await using var store = Open();
        await AppendAllAsync(store, "audit", "one", "", "three");

        var entries = await store.ReadAsync("audit", cancellationToken: Ended);

        Assert.Equal([(1, "one"), (2, ""), (3, "three")], entries.Select(e => (e.Sequence, Text(e.Payload))));
    }

    [Fact]
    public async Task Each_stream_counts_for_itself()
    {
        await using var store = Open();
        await AppendAllAsync(store, "audit", "one", "two");

        Assert.Equal(1, await store.AppendAsync("logs", Encoding.UTF8.GetBytes("one"), Ended));
    }

    [Fact]
    public async Task Reading_goes_on_after_a_sequence_up_to_a_limit()
    {
        await using var store = Open();
        await AppendAllAsync(store, "audit", "one", "two", "three", "four");

        var entries = await store.ReadAsync("audit", afterSequence: 1, limit: 2, Ended);

        Assert.Equal([2, 3], entries.Select(e => e.Sequence));
    }

    [Fact]
    public async Task A_deleted_stream_is_empty_and_begins_again_at_one()
    {
        await using var store = Open();
        await AppendAllAsync(store, "audit", "one", "two");
        await store.CommitAsync(new StoreBatch().DeleteStream("audit"), Ended);

        var isEmpty = (await store.ReadAsync("audit", cancellationToken: Ended)).Count == 0;
        var sequence = await store.AppendAsync("audit", Encoding.UTF8.GetBytes("three"), Ended);

        Assert.Equal((true, 1), (isEmpty, sequence));
    }

    [Fact]
    public async Task Concurrent_appends_leave_no_gap()
    {
        await using var store = Open();

        var appends = Enumerable
            .Range(0, 8)
            .Select(writer =>
                Task.Run(
                    () => AppendAllAsync(store, "audit", [.. Enumerable.Range(0, 25).Select(n => $"{writer} {n}")]),
                    Ended
                )
            );
        await Task.WhenAll(appends);

        var entries = await store.ReadAsync("audit", cancellationToken: Ended);
        Assert.Equal(Enumerable.Range(1, 200).Select(n => (long)n), entries.Select(e => e.Sequence));
        Assert.Equal(200, entries.Select(e => Text(e.Payload)).Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task AppendAllAsync(IStore store, string stream, params string[] payloads)
    {
        foreach (var payload in payloads)
        {
            await store.AppendAsync(stream, Encoding.UTF8.GetBytes(payload), Ended);
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
