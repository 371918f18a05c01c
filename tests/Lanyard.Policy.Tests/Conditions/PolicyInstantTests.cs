using System.Globalization;
using CsCheck;
using Lanyard.Policy.Conditions;

namespace Lanyard.Policy.Tests.Conditions;

/// <summary>Instants as texts, held against the runtime's own reading of them.</summary>
public sealed class PolicyInstantTests
{
    [Fact]
    public void Every_instant_that_the_runtime_writes_is_read_as_itself() =>
        Gen.Select(
                Gen.DateTimeOffset,
                Gen.OneOf("O", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ss.fffzzz")
            )
            .Sample(
                (instant, format) =>
                {
                    var text = instant.ToString(format, CultureInfo.InvariantCulture);
                    var expected = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

                    return PolicyInstant.TryParse(text, out var read)
                        && read.Ticks == expected.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
                }
            );

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1795478400", 1795478400)]
    [InlineData("1970", 0)]
    [InlineData("1970-01", 0)]
    [InlineData("1970-01-02", 86400)]
    [InlineData("1970-01-01T00:01", 60)]
    [InlineData("1970-01-01T00:00:01.0", 1)]
    [InlineData("1970-01-01t01:00:00+0100", 0)]
    public void Less_precise_texts_mean_their_beginning(string text, long seconds)
    {
        Assert.True(PolicyInstant.TryParse(text, out var instant));

        Assert.Equal(seconds * TimeSpan.TicksPerSecond, instant.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1795478400.5")]
    [InlineData("99999999999999999999")]
    [InlineData("0000")]
    [InlineData("2026-13")]
    [InlineData("2026-02-29")]
    [InlineData("2026-1-1")]
    [InlineData("2026-01-01T")]
    [InlineData("2026-01-01T24:00")]
    [InlineData("2026-01-01T00")]
    [InlineData("2026-01-01T00:60")]
    [InlineData("2026-01-01T00:00:60")]
    [InlineData("2026-01-01T00:00:00.")]
    [InlineData("2026-01-01T00:00:00+1")]
    [InlineData("2026-01-01T00:00:00+24:00")]
    [InlineData("2026-01-01T00:00:00Zz")]
    [InlineData("2026-01-01 00:00:00")]
    public void What_is_no_instant_is_not_read(string text) => Assert.False(PolicyInstant.TryParse(text, out _));
}
