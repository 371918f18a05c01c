using System.Text;
using Lanyard.Storage;

namespace Lanyard.Testing.Conformance;

/// <summary>What a store does with a batch that expects something.</summary>
public abstract class ExpectationConformance
{
    /// <summary>An empty store.</summary>
    protected abstract IStore Open();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_expected_and_is_so_lets_the_rest_be_written()
    {
        await using var store = Open();
        var version = await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: Ended);

        await store.CommitAsync(
            new StoreBatch()
                .Expect("roles", "web", version)
                .Expect("roles", "none", 0)
                .ExpectNone("roles", "none/")
                .Put("users", "ann", Bytes("two")),
            Ended
        );

        Assert.NotNull(await store.GetAsync("users", "ann", Ended));
        Assert.Equal(version, (await store.GetAsync("roles", "web", Ended))!.Version);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7_000)]
    public async Task What_is_expected_and_is_not_so_refuses_the_whole_batch(long version)
    {
        await using var store = Open();
        await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: Ended);

        await AssertConflictAsync(
            store.CommitAsync(new StoreBatch().Put("users", "ann", Bytes("two")).Expect("roles", "web", version), Ended)
        );

        Assert.Null(await store.GetAsync("users", "ann", Ended));
    }

    [Theory]
    [InlineData("")]
    [InlineData("team/")]
    [InlineData("team/web")]
    public async Task Records_where_none_are_expected_refuse_the_whole_batch(string prefix)
    {
        await using var store = Open();
        await store.PutAsync("roles", "team/web", Bytes("one"), cancellationToken: Ended);

        await AssertConflictAsync(
            store.CommitAsync(new StoreBatch().Put("users", "ann", Bytes("two")).ExpectNone("roles", prefix), Ended)
        );

        Assert.Null(await store.GetAsync("users", "ann", Ended));
    }

    [Fact]
    public async Task A_deletion_is_told_with_the_number_of_its_change()
    {
        await using var store = Open();
        await store.PutAsync("roles", "web", Bytes("one"), cancellationToken: Ended);

        var numbers = await store.CommitAsync(new StoreBatch().Delete("roles", "web").Delete("roles", "web"), Ended);

        Assert.Equal([store.Generation, 0], numbers);
    }

    private static async Task AssertConflictAsync<T>(ValueTask<T> commit)
    {
        var e = await Assert.ThrowsAsync<StoreException>(async () => await commit);
        Assert.Equal(StoreFault.Conflict, e.Kind);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
