using Lanyard.Storage.Sqlite;
using Lanyard.Testing;

namespace Lanyard.Storage.Tests.Sqlite;

/// <summary>What outlives a store, and which files it refuses.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Database => _directory["lanyard.db"];

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Records_and_streams_are_there_after_a_restart()
    {
        await using (var before = SqliteStore.Open(Database))
        {
            await before.CommitAsync(
                new StoreBatch().Put("roles", "web", "one"u8.ToArray()).Append("audit", "entry"u8.ToArray()),
                Ended
            );
        }

        await using var after = SqliteStore.Open(Database);

        Assert.Equal("one"u8.ToArray(), (await after.GetAsync("roles", "web", Ended))!.Value.ToArray());
        Assert.Equal(
            "entry"u8.ToArray(),
            Assert.Single(await after.ReadAsync("audit", cancellationToken: Ended)).Payload.ToArray()
        );
    }

    [Fact]
    public async Task Versions_go_on_after_a_restart_even_of_what_was_deleted()
    {
        long version;
        await using (var before = SqliteStore.Open(Database))
        {
            version = await before.PutAsync("roles", "web", default, cancellationToken: Ended);
            await before.DeleteAsync("roles", "web", cancellationToken: Ended);
        }

        await using var after = SqliteStore.Open(Database);

        Assert.InRange(
            await after.PutAsync("roles", "web", default, cancellationToken: Ended),
            version + 2,
            long.MaxValue
        );
    }

    [Fact]
    public async Task A_reader_of_changes_from_before_a_restart_is_told_to_read_everything()
    {
        await using (var before = SqliteStore.Open(Database))
        {
            await before.PutAsync("roles", "web", default, cancellationToken: Ended);
        }

        await using var after = SqliteStore.Open(Database);
        await using var changes = after.ChangesAsync(0, Ended).GetAsyncEnumerator(Ended);
        await changes.MoveNextAsync();

        Assert.Equal(StoreChangeKind.Everything, changes.Current.Kind);
    }

    [Fact]
    public async Task A_reader_that_knows_all_from_before_a_restart_is_not_told_to_read_everything()
    {
        long known;
        await using (var before = SqliteStore.Open(Database))
        {
            known = await before.PutAsync("roles", "web", default, cancellationToken: Ended);
        }

        await using var after = SqliteStore.Open(Database);
        await using var changes = after.ChangesAsync(known, Ended).GetAsyncEnumerator(Ended);
        await after.PutAsync("roles", "app", default, cancellationToken: Ended);
        await changes.MoveNextAsync();

        Assert.Equal((StoreChangeKind.Put, "app"), (changes.Current.Kind, changes.Current.Key));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_alone()
    {
        await SqliteStore.Open(Database).DisposeAsync();
        using (var connection = SqliteConnection.Open(Database, isReadOnly: false))
        {
            connection.Execute("PRAGMA user_version = 1000");
        }

        var e = Assert.Throws<StoreException>(() => SqliteStore.Open(Database));

        Assert.Equal(StoreFault.TooNew, e.Kind);
        Assert.Contains("newer", e.Message, StringComparison.Ordinal);
        using var untouched = SqliteConnection.Open(Database, isReadOnly: true);
        Assert.Equal(1000, untouched.ReadNumber("PRAGMA user_version"));
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        using (var connection = SqliteConnection.Open(Database, isReadOnly: false))
        {
            connection.Execute("CREATE TABLE theirs(x)");
        }

        var e = Assert.Throws<StoreException>(() => SqliteStore.Open(Database));

        Assert.Equal(StoreFault.Corrupt, e.Kind);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(Database, string.Concat(Enumerable.Repeat("this is not a database. ", 100)));

        var e = Assert.Throws<StoreException>(() => SqliteStore.Open(Database));

        Assert.Equal(StoreFault.Corrupt, e.Kind);
    }

    [Fact]
    public void A_database_in_a_directory_that_is_not_there_is_unavailable()
    {
        var e = Assert.Throws<StoreException>(() => SqliteStore.Open(_directory["none/lanyard.db"]));

        Assert.Equal(StoreFault.Unavailable, e.Kind);
    }

    [Fact]
    public async Task A_full_disk_fails_the_commit_and_nothing_else()
    {
        await using var store = SqliteStore.Open(Database);
        await store.PutAsync("roles", "web", "one"u8.ToArray(), cancellationToken: Ended);
        var connection = SqliteConnection.Open(Database, isReadOnly: false);
        var pages = connection.ReadNumber("PRAGMA page_count");
        var writer = new SqliteWriter(connection);
        connection.ReadNumber($"PRAGMA max_page_count = {pages + 2}");
        var large = new PendingCommit(new StoreBatch().Put("roles", "large", new byte[1_000_000]));
        var small = new PendingCommit(new StoreBatch().Put("roles", "web", "two"u8.ToArray()));

        writer.Commit([large]);
        writer.Commit([small]);
        writer.Dispose();

        var e = await Assert.ThrowsAsync<StoreException>(() => large.Task);
        Assert.Equal(StoreFault.Unavailable, e.Kind);
        Assert.Null(await store.GetAsync("roles", "large", Ended));
        Assert.Equal("two"u8.ToArray(), (await store.GetAsync("roles", "web", Ended))!.Value.ToArray());
    }

    [Fact]
    public async Task A_conflict_does_not_concern_the_others_in_its_transaction()
    {
        await using var store = SqliteStore.Open(Database);
        using var writer = new SqliteWriter(SqliteConnection.Open(Database, isReadOnly: false));
        var first = new PendingCommit(new StoreBatch().Put("roles", "a", default));
        var refused = new PendingCommit(new StoreBatch().Put("roles", "b", default).Put("roles", "a", default, 0));
        var last = new PendingCommit(new StoreBatch().Put("roles", "c", default));

        writer.Commit([first, refused, last]);

        await Task.WhenAll(first.Task, last.Task);
        Assert.Equal(StoreFault.Conflict, (await Assert.ThrowsAsync<StoreException>(() => refused.Task)).Kind);
        var written = await store.ListAsync("roles", cancellationToken: Ended);
        string[] keys = [.. written.Select(record => record.Key)];
        Assert.Equal(["a", "c"], keys);
    }

    [Fact]
    public async Task Closing_waits_for_the_commits_under_way()
    {
        var store = SqliteStore.Open(Database);
        var commits = Enumerable
            .Range(0, 100)
            .Select(n =>
                Task.Run(() => store.PutAsync("roles", $"{n}", default, cancellationToken: Ended).AsTask(), Ended)
            )
            .ToArray();
        await commits[0];

        await store.DisposeAsync();

        var written = commits.Count(commit =>
            commit.ContinueWith(c => c.IsCompletedSuccessfully, Ended).GetAwaiter().GetResult()
        );
        await using var reopened = SqliteStore.Open(Database);
        Assert.Equal(written, (await reopened.ListAsync("roles", cancellationToken: Ended)).Count);
    }

    [Fact]
    public async Task A_closed_store_takes_no_commit()
    {
        var store = SqliteStore.Open(Database);
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
            await store.PutAsync("roles", "web", default, cancellationToken: Ended)
        );
    }
}
