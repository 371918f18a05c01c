using Lanyard.Policy;

namespace Lanyard.Access.Tests;

/// <summary>Under which keys records are kept: data directories of every version hold them.</summary>
public sealed class RecordKeyTests
{
    private static readonly AccountId Account = AccountId.Parse("111122223333");

    [Theory]
    [InlineData("web")]
    [InlineData("/app/db")]
    [InlineData("team/app")]
    [InlineData("")]
    public void A_key_reads_back_what_it_wrote(string name)
    {
        var key = new RecordKey(Account, "us-east-1", name);

        var isKey = RecordKey.TryParse(key, out var read);

        Assert.Equal((true, key, $"111122223333/us-east-1/{name}"), (isKey, read, key.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("111122223333")]
    [InlineData("111122223333/us-east-1")]
    [InlineData("11112222333/us-east-1/web")]
    [InlineData("11112222333x/us-east-1/web")]
    [InlineData("111122223333-us-east-1/web")]
    public void What_is_no_key_is_not_read(string? text)
    {
        Assert.False(RecordKey.TryParse(text, out _));
    }

    [Fact]
    public void Keys_begin_with_what_they_are_listed_by()
    {
        string key = new RecordKey(Account, "us-east-1", "web");

        Assert.StartsWith(RecordKey.Prefix(Account), key, StringComparison.Ordinal);
        Assert.StartsWith(RecordKey.Prefix(Account, "us-east-1"), key, StringComparison.Ordinal);
        Assert.Equal("111122223333/us-east-1/web:one", new RecordKey(Account, "us-east-1", "web").Child(':', "one"));
    }

    [Fact]
    public void A_key_without_a_region_is_of_the_account()
    {
        string key = new AccountKey(Account, "ann");

        Assert.Equal("111122223333/ann", key);
        Assert.StartsWith(AccountKey.Prefix(Account), key, StringComparison.Ordinal);
    }
}
