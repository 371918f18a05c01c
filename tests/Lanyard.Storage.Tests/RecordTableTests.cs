using System.Text.Json.Serialization;
using Lanyard.Testing.Fakes;

namespace Lanyard.Storage.Tests;

/// <summary>What a table shows is what the store has acknowledged.</summary>
public sealed partial class RecordTableTests : IAsyncDisposable
{
    private readonly FakeStore _store = new();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_table_begins_with_what_is_stored()
    {
        await (await OpenAsync()).PutAsync(new Pet("rex", 3), Ended);

        Assert.Equal(new Pet("rex", 3), (await OpenAsync()).Find("rex"));
    }

    [Fact]
    public async Task An_added_record_is_found()
    {
        var pets = await OpenAsync();

        Assert.True(await pets.TryAddAsync(new Pet("rex", 3), Ended));
        Assert.True(pets.TryGet("rex", out var pet));
        Assert.Equal(3, pet.Age);
    }

    [Fact]
    public async Task A_taken_key_keeps_its_record()
    {
        var pets = await OpenAsync();
        await pets.PutAsync(new Pet("rex", 3), Ended);

        Assert.False(await pets.TryAddAsync(new Pet("rex", 9), Ended));
        Assert.Equal(3, pets.Find("rex")?.Age);
    }

    [Fact]
    public async Task A_removed_record_is_gone_here_and_in_the_store()
    {
        var pets = await OpenAsync();
        await pets.PutAsync(new Pet("rex", 3), Ended);

        Assert.True(await pets.RemoveAsync("rex", Ended));
        Assert.Null(pets.Find("rex"));
        Assert.Empty((await OpenAsync()).All);
    }

    [Fact]
    public async Task Removing_what_is_not_there_says_so()
    {
        Assert.False(await (await OpenAsync()).RemoveAsync("rex", Ended));
    }

    [Fact]
    public async Task A_change_that_throws_leaves_everything_as_it_was()
    {
        var pets = await OpenAsync();
        await pets.PutAsync(new Pet("rex", 3), Ended);
        var generation = pets.Generation;

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await pets.ChangeAsync("rex", _ => throw new InvalidOperationException(), Ended)
        );

        Assert.Equal((3, generation), (pets.Find("rex")?.Age, pets.Generation));
    }

    [Fact]
    public async Task A_change_to_the_same_record_writes_nothing()
    {
        var pets = await OpenAsync();
        await pets.PutAsync(new Pet("rex", 3), Ended);
        var generation = _store.Generation;

        await pets.ChangeAsync("rex", pet => pet, Ended);

        Assert.Equal(generation, _store.Generation);
    }

    [Fact]
    public async Task Concurrent_changes_of_one_record_lose_none()
    {
        var pets = await OpenAsync();
        await pets.PutAsync(new Pet("rex", 0), Ended);

        await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(_ =>
                    Task.Run(
                        async () => await pets.ChangeAsync("rex", pet => pet! with { Age = pet.Age + 1 }, Ended),
                        Ended
                    )
                )
        );

        Assert.Equal(100, (await OpenAsync()).Find("rex")?.Age);
    }

    [Fact]
    public async Task Records_are_listed_by_key_under_a_prefix()
    {
        var pets = await OpenAsync();
        foreach (var name in new[] { "dog/rex", "cat/tom", "dog/ace" })
        {
            await pets.PutAsync(new Pet(name, 1), Ended);
        }

        string[] names = [.. pets.List("dog/").Select(pet => pet.Name)];

        Assert.Equal(["dog/ace", "dog/rex"], names);
    }

    [Fact]
    public async Task A_table_reads_anew_after_the_store_was_cleared()
    {
        var pets = await OpenAsync();
        await pets.PutAsync(new Pet("rex", 3), Ended);
        var generation = pets.Generation;
        await _store.CommitAsync(new StoreBatch().Clear(), Ended);

        await pets.ReloadAsync(Ended);

        Assert.Empty(pets.All);
        Assert.NotEqual(generation, pets.Generation);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task A_record_that_is_not_what_was_written_is_corrupt(string json)
    {
        await _store.PutAsync("pets", "rex", System.Text.Encoding.UTF8.GetBytes(json), cancellationToken: Ended);

        var e = await Assert.ThrowsAsync<StoreException>(async () => await OpenAsync());

        Assert.Equal(StoreFault.Corrupt, e.Kind);
        Assert.Contains("`rex` in `pets`", e.Message, StringComparison.Ordinal);
    }

    private ValueTask<RecordTable<Pet>> OpenAsync() =>
        RecordTable<Pet>.OpenAsync(_store, "pets", PetJson.Default.Pet, pet => pet.Name, Ended);

    /// <summary>Something to keep.</summary>
    internal sealed record Pet(string Name, int Age);

    /// <summary>How it is written.</summary>
    [JsonSerializable(typeof(Pet))]
    internal sealed partial class PetJson : JsonSerializerContext;
}
