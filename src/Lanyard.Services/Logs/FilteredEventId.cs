using System.Globalization;
using System.Runtime.InteropServices;

namespace Lanyard.Services.Logs;

/// <summary>
/// Names an event of a group for good, in 56 digits as AWS does: its time, its stream, its number. Ordered by time, and so the
/// token of <c>FilterLogEvents</c> too.
/// </summary>
/// <param name="Timestamp">Milliseconds since 1970.</param>
/// <param name="Stream">A number of its stream.</param>
/// <param name="Sequence">Its number in the stream.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FilteredEventId(long Timestamp, long Stream, long Sequence)
{
    private const int Digits = 56;
    private const ulong StreamNumbers = 10_000_000_000_000_000;

    /// <summary>The id of an event.</summary>
    public static FilteredEventId Of(LogStreamRecord stream, EventPlace place) =>
        new(place.Timestamp, NumberOf(stream), place.Sequence);

    /// <summary>A number for a stream out of the random name of its events.</summary>
    public static long NumberOf(LogStreamRecord stream) =>
        (long)(
            ulong.Parse(stream.Events.AsSpan(^16..), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            % StreamNumbers
        );

    /// <summary>Reads a token.</summary>
    /// <exception cref="Wire.Errors.AwsException">It is none of ours.</exception>
    public static FilteredEventId Parse(string text) =>
        text.Length == Digits
        && TryRead(text.AsSpan(0, 20), out var timestamp)
        && TryRead(text.AsSpan(20, 16), out var stream)
        && TryRead(text.AsSpan(36), out var sequence)
            ? new(timestamp, stream, sequence)
            : throw LogsErrors.BadToken();

    /// <summary>By time, then by stream, then by number.</summary>
    public static int Compare(FilteredEventId one, FilteredEventId other) =>
        (one.Timestamp, one.Stream, one.Sequence).CompareTo((other.Timestamp, other.Stream, other.Sequence));

    /// <summary>The id's digits.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Timestamp:D20}{Stream:D16}{Sequence:D20}");

    private static bool TryRead(ReadOnlySpan<char> digits, out long value) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
