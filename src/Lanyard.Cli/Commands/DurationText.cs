using System.Globalization;

namespace Lanyard.Cli.Commands;

/// <summary>A span of time as people type it: <c>90s</c>, <c>5m</c>, <c>1h</c>, or seconds without a unit.</summary>
internal static class DurationText
{
    private const double SecondsPerMinute = 60;
    private const double SecondsPerHour = 3600;
    private const double MostSeconds = 1000 * SecondsPerHour;

    /// <summary>Reads it.</summary>
    /// <exception cref="CommandException">It is none, is not above nothing, or is over 1000 hours.</exception>
    public static TimeSpan Parse(string text)
    {
        var seconds = text switch
        {
            [.., 'h'] => Number(text[..^1]) * SecondsPerHour,
            [.., 'm'] => Number(text[..^1]) * SecondsPerMinute,
            [.., 's'] => Number(text[..^1]),
            _ => Number(text),
        };
        return seconds > 0 && seconds <= MostSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw CommandException.Misuse($"`{text}` is no time", "write 90s, 5m or 1h, at most 1000h");
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NaN;
}
