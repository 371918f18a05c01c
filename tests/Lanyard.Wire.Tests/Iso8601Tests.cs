namespace Lanyard.Wire.Tests;

/// <summary>Instants are written in UTC, and never later than they are.</summary>
public sealed class Iso8601Tests
{
    private static readonly DateTimeOffset Instant = DateTimeOffset
        .UnixEpoch.AddDays(20_000)
        .AddTicks(1_239_999_9)
        .ToOffset(TimeSpan.FromHours(2));

    [Fact]
    public void With_seconds() => Assert.Equal("2024-10-04T00:00:01Z", Iso8601.Seconds(Instant));

    [Fact]
    public void With_milliseconds() => Assert.Equal("2024-10-04T00:00:01.239Z", Iso8601.Milliseconds(Instant));

    [Fact]
    public void With_ticks() => Assert.Equal("2024-10-04T00:00:01.2399999Z", Iso8601.Ticks(Instant));
}
