using Lanyard.Storage.Tables;

namespace Lanyard.Storage.Tests.Tables;

/// <summary>Rows in order, however they came and went.</summary>
public sealed class RowMapTests
{
    private static readonly string[] Prefixes = ["", "a", "k1", "k12", "k129", "m", "\U0001F600", "z", "\uFFFF"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_map_holds_what_a_sorted_dictionary_holds(int seed)
    {
        var random = new Random(seed);
        var expected = new SortedDictionary<string, string>(KeyOrder.Instance);
        var map = RowMap<string>.Empty;
        for (var i = 0; i < 3000; i++)
        {
            var key = $"k{random.Next(600)}";
            if (random.Next(3) == 0)
            {
                expected.Remove(key);
                map = map.Without(key);
            }
            else
            {
                expected[key] = $"{i}";
                map = map.With(new Row<string>(key, i + 1, $"{i}"));
            }
        }

        Assert.Equal(expected, map.Rows.Select(row => KeyValuePair.Create(row.Key, row.Record!)));
        Assert.Equal(expected.Count, map.Count);
        Assert.All(Prefixes, prefix => Assert.Equal(Expected(prefix), map.Range(prefix)));

        IEnumerable<string> Expected(string prefix) =>
            expected.Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(row => row.Value);
    }

    [Fact]
    public void Names_beyond_the_basic_plane_are_listed_by_their_bytes()
    {
        string[] keys = ["\uFFFD", "\U0001F600b", "\U0001F600a", "a", "\uD83D"];

        var map = keys.Aggregate(RowMap<string>.Empty, (all, key) => all.With(new Row<string>(key, 1, key)));

        Assert.Equal(["\U0001F600a", "\U0001F600b"], map.Range("\U0001F600"));
        Assert.Equal(["a", "\uFFFD"], map.Take(2));
        Assert.Equal(3, map.Range("\uD83D").Count);
    }

    [Fact]
    public void A_map_that_was_changed_leaves_the_one_before_as_it_was()
    {
        var before = RowMap<string>.Of([new("a", 1, "one"), new("b", 2, "two")]);

        var after = before.Without("a").With(new("b", 3, "three"));

        Assert.Equal(["one", "two"], before);
        Assert.Equal(["three"], after);
    }

    [Fact]
    public void What_is_not_there_is_not_taken_out()
    {
        var map = RowMap<string>.Of([new("a", 1, "one")]);

        Assert.Same(map, map.Without("b"));
        Assert.Empty(RowMap<string>.Empty.Without("a").Range(""));
    }
}
