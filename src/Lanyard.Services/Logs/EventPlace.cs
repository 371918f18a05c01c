using System.Runtime.InteropServices;

namespace Lanyard.Services.Logs;

/// <summary>Where an event stands in its stream: streams are read by time, and within a millisecond as events came.</summary>
/// <param name="Timestamp">Milliseconds since 1970, as the writer gave it.</param>
/// <param name="Sequence">Its number in the store's stream, from 1.</param>
/// <param name="Bytes">What it counts for in the limits of a page; 0 for a bound, which is no event.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventPlace(long Timestamp, long Sequence, int Bytes = 0)
{
    /// <summary>What AWS counts for an event beside its text.</summary>
    public const int OverheadBytes = 26;

    /// <summary>Before every event.</summary>
    public static EventPlace Start => default;

    /// <summary>Behind every event.</summary>
    public static readonly EventPlace End = new(long.MaxValue, long.MaxValue);

    /// <summary>Before the first event of a moment.</summary>
    public static EventPlace At(long? timestamp, EventPlace otherwise) =>
        timestamp is { } given ? new(given, 0) : otherwise;

    /// <summary>The later of two.</summary>
    public static EventPlace Later(EventPlace one, EventPlace other) => Compare(one, other) >= 0 ? one : other;

    /// <summary>The earlier of two.</summary>
    public static EventPlace Earlier(EventPlace one, EventPlace other) => Compare(one, other) <= 0 ? one : other;

    /// <summary>By time, then by number.</summary>
    public static int Compare(EventPlace one, EventPlace other) =>
        one.Timestamp != other.Timestamp
            ? one.Timestamp.CompareTo(other.Timestamp)
            : one.Sequence.CompareTo(other.Sequence);
}
