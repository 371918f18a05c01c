using System.Text;

namespace Lanyard.Storage.Tests;

/// <summary>The order of names is that of their UTF-8 bytes.</summary>
public sealed class KeyOrderTests
{
    private static readonly string[] Keys =
    [
        "",
        "\0",
        "a",
        "a\0",
        "aa",
        "b",
        "é",
        "\uD7FF",
        "\uE000",
        "\uFFFF",
        "\U00010000",
        "\U0010FFFF",
    ];

    [Fact]
    public void Names_are_ordered_as_their_bytes_are()
    {
        var byBytes = Keys.OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal);

        Assert.Equal(byBytes, Keys.Reverse().Order(KeyOrder.Instance));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a/", "a0")]
    [InlineData("\uD7FF", "\uE000")]
    [InlineData("\uFFFF", "\U00010000")]
    [InlineData("a\U0010FFFF", "b")]
    [InlineData("\U0010FFFF", null)]
    [InlineData("", null)]
    public void The_first_name_beyond_a_prefix_ends_its_range(string prefix, string? expected)
    {
        Assert.Equal(expected, KeyOrder.FirstBeyond(prefix));
    }
}
