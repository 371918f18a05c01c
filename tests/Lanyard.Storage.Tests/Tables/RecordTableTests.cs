using System.Text.Json.Serialization;
using Lanyard.Storage.Tables;
using Lanyard.Testing.Fakes;

namespace Lanyard.Storage.Tests.Tables;

/// <summary>What a table shows is what the store has acknowledged.</summary>
public sealed partial class RecordTableTests : IAsyncDisposable
{
    private static readonly Collection<Pet> Pets = new("pets", () => PetJson.Default.Pet);

    private readonly List<Records> _opened = [];
    private readonly FakeStore _store = new();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var records in _opened)
        {
            await records.DisposeAsync();
        }

        await _store.DisposeAsync();
    }

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
        await _opened[0]
            .CaughtUpAsync(_store.Generation, Ended)
            .WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Ended);

        Assert.Empty(pets.All);
        Assert.NotEqual(generation, pets.Generation);
    }

    [Fact]
    public async Task Opening_again_gives_the_same_table()
    {
        await OpenAsync();

        Assert.Same(await _opened[0].OpenAsync(Pets, Ended), await _opened[0].OpenAsync(Pets, Ended));
    }

    [Fact]
    public async Task What_was_found_is_changed_however_it_changed_meanwhile()
    {
        var pets = await OpenAsync();
        await pets.PutAsync(new Pet("rex", 3), Ended);
        var found = pets.At("rex");
        await pets.PutAsync(new Pet("rex", 4), Ended);

        var (before, after) = await pets.ChangeAsync(found, pet => pet with { Age = pet.Age * 2 }, Gone, Ended);

        Assert.Equal((4, 8, 8), (before.Age, after?.Age, pets.Current(found)?.Age));
    }

    [Fact]
    public async Task What_took_the_key_of_what_was_found_is_left_alone()
    {
        var pets = await OpenAsync();
        await pets.PutAsync(new Pet("rex", 3), Ended);
        var found = pets.At("rex");
        await pets.RemoveAsync("rex", Ended);
        await pets.PutAsync(new Pet("rex", 5) { Id = "another" }, Ended);

        await Assert.ThrowsAsync<KeyNotFoundException>(async () =>
            await pets.ChangeAsync(found, pet => pet with { Age = 0 }, Gone, Ended)
        );

        Assert.Null(pets.Current(found));
        Assert.Equal(5, pets.Find("rex")?.Age);
    }

    [Fact]
    public async Task Where_nothing_was_found_nothing_is_changed()
    {
        var pets = await OpenAsync();
        var found = pets.At("rex");
        await pets.PutAsync(new Pet("rex", 3), Ended);

        await Assert.ThrowsAsync<KeyNotFoundException>(async () =>
            await pets.ChangeAsync(found, _ => null, Gone, Ended)
        );

        Assert.Null(pets.Current(found));
        Assert.NotNull(pets.Find("rex"));
    }

    [Fact]
    public async Task A_record_is_added_where_nothing_was_found_and_nothing_is()
    {
        var pets = await OpenAsync();
        var nothing = pets.At("rex");

        await pets.AddAsync(nothing, new Pet("rex", 3), Taken, Ended);

        await Assert.ThrowsAsync<TimeoutException>(async () =>
            await pets.AddAsync(nothing, new Pet("rex", 4), Taken, Ended)
        );
        await Assert.ThrowsAsync<TimeoutException>(async () =>
            await pets.AddAsync(pets.At("rex"), new Pet("rex", 5), Taken, Ended)
        );
        Assert.Equal(3, pets.Find("rex")?.Age);
    }

    [Fact]
    public async Task A_record_is_kept_under_its_own_key_alone()
    {
        var pets = await OpenAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await pets.ChangeAsync("tom", _ => new Pet("rex", 3), Ended)
        );

        Assert.Empty(pets.All);
    }

    [Fact]
    public async Task What_the_store_does_not_take_is_not_shown()
    {
        var pets = await OpenAsync();
        _store.Refuses = _ => new StoreException(StoreFault.Unavailable, "full");

        await Assert.ThrowsAsync<StoreException>(async () => await pets.PutAsync(new Pet("rex", 3), Ended));

        Assert.Null(pets.Find("rex"));
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

    private static KeyNotFoundException Gone() => new();

    private static TimeoutException Taken() => new();

    private async ValueTask<RecordTable<Pet>> OpenAsync()
    {
        var records = await Records.OpenAsync(_store, TimeProvider.System, Ended);
        _opened.Add(records);
        return await records.OpenAsync(Pets, Ended);
    }

    /// <summary>Something to keep.</summary>
    internal sealed record Pet(string Name, int Age) : IRecord
    {
        [JsonIgnore]
        public string Key => Name;

        public string Id { get; init; } = Name;
    }

    /// <summary>How it is written.</summary>
    [JsonSerializable(typeof(Pet))]
    internal sealed partial class PetJson : JsonSerializerContext;
}
