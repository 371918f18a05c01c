using System.Globalization;

namespace Lanyard.Wire;

/// <summary>Writes instants as AWS does: ISO 8601 in UTC, as in <c>2026-11-24T00:00:00Z</c>.</summary>
/// <remarks>What is finer than what is written is cut off, not rounded.</remarks>
public static class Iso8601
{
    /// <summary>With whole seconds, as in <c>2026-11-24T00:00:00Z</c>.</summary>
    public static string Seconds(DateTimeOffset instant) => Format(instant, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>With three digits of a second, as in <c>2026-11-24T00:00:00.123Z</c>.</summary>
    public static string Milliseconds(DateTimeOffset instant) => Format(instant, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>With seven digits of a second, as in <c>2026-11-24T00:00:00.1234567Z</c>.</summary>
    public static string Ticks(DateTimeOffset instant) => Format(instant, "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'");

    private static string Format(DateTimeOffset instant, string format) =>
        instant.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
