namespace Lanyard.Storage.Tests;

/// <summary>Which names a batch takes.</summary>
public sealed class StoreBatchTests
{
    [Theory]
    [InlineData(new[] { '\uD83D' })]
    [InlineData(new[] { '\uDD11' })]
    [InlineData(new[] { 'a', '\uDD11', '\uD83D', 'b' })]
    public void A_name_with_half_a_surrogate_pair_is_refused(char[] name)
    {
        Assert.Throws<ArgumentException>(() => new StoreBatch().Put("roles", new string(name), default));
    }

    [Fact]
    public void A_name_with_whole_surrogate_pairs_is_taken()
    {
        Assert.Single(new StoreBatch().Put("roles", "a🔑🔑b", default).Operations);
    }
}
