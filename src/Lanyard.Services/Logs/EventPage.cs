using System.Globalization;

namespace Lanyard.Services.Logs;

/// <summary>A page of a stream's events with the tokens that lead forward and back; at an end the token leads to itself.</summary>
/// <param name="Events">The events, oldest first.</param>
/// <param name="Forward">Leads to newer events.</param>
/// <param name="Backward">Leads to older events.</param>
internal sealed record EventPage(IReadOnlyList<(long Sequence, LogEntry Entry)> Events, string Forward, string Backward)
{
    /// <summary>Cuts a page.</summary>
    /// <param name="events">All events, oldest first.</param>
    /// <param name="token">As in <c>f/12</c>: everything behind the twelfth; <c>b/12</c>: what ends before it. Null for none.</param>
    /// <param name="fromHead">Without a token, whether to begin at the oldest.</param>
    /// <param name="limit">How many at the most.</param>
    /// <exception cref="Wire.Errors.AwsException">The token is none of ours.</exception>
    public static EventPage Of(
        IReadOnlyList<(long Sequence, LogEntry Entry)> events,
        string? token,
        bool fromHead,
        int limit
    )
    {
        var (start, end) = token is null
            ? fromHead
                ? (0, Math.Min(limit, events.Count))
                : (Math.Max(0, events.Count - limit), events.Count)
            : RangeOf(token, events.Count, limit);
        return new EventPage(
            [.. events.Skip(start).Take(end - start)],
            string.Create(CultureInfo.InvariantCulture, $"f/{end:D56}/s"),
            string.Create(CultureInfo.InvariantCulture, $"b/{start:D56}/s")
        );
    }

    private static (int Start, int End) RangeOf(string token, int count, int limit)
    {
        var parts = token.Split('/');
        if (
            parts.Length != 3
            || parts[0] is not ("f" or "b")
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var place)
        )
        {
            throw LogsErrors.BadToken();
        }

        place = Math.Min(place, count);
        return parts[0] is "f"
            ? (place, (int)Math.Min((long)place + limit, count))
            : (Math.Max(0, place - limit), place);
    }
}
