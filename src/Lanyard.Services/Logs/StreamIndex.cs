using System.Text;
using System.Text.Json;
using Lanyard.Storage;

namespace Lanyard.Services.Logs;

/// <summary>
/// Where the events of one stream are in time. Made when somebody first reads the stream, and from then on only what came
/// since is read to keep up; texts stay in the store.
/// </summary>
internal sealed class StreamIndex(IStore store, string events)
{
    private const int Chunk = 5_000;

    private readonly Gate _reading = new();
    private readonly List<EventPlace> _places = [];
    private long _sequence;
    private long _ingestedAt;

    /// <summary>What is known of a stream as a whole; null while it has no events.</summary>
    public async ValueTask<StreamSpan?> SpanAsync(CancellationToken cancellationToken)
    {
        using var visit = await _reading.EnterAsync(cancellationToken);
        await CatchUpAsync(cancellationToken);
        return _places.Count == 0 ? null : new(_places[0].Timestamp, _places[^1].Timestamp, _ingestedAt);
    }

    /// <summary>The places between two bounds, without the bounds, oldest first.</summary>
    /// <param name="limit">How many at the most.</param>
    /// <param name="maxBytes">How much at the most; one event is given whatever its size.</param>
    /// <param name="fromEnd">Whether the newest are wanted when there are more.</param>
    public async ValueTask<IReadOnlyList<EventPlace>> PlacesAsync(
        EventPlace after,
        EventPlace before,
        int limit,
        long maxBytes,
        bool fromEnd,
        CancellationToken cancellationToken
    )
    {
        using var visit = await _reading.EnterAsync(cancellationToken);
        await CatchUpAsync(cancellationToken);
        var (first, end) = (FirstBehind(after), FirstNotBefore(before));
        var count = CountWithin(first, end, limit, maxBytes, fromEnd);
        return count == 0 ? [] : _places.GetRange(fromEnd ? end - count : first, count);
    }

    /// <summary>Reads the events at some places, in their order; shorter when the stream was deleted meanwhile.</summary>
    public async ValueTask<IReadOnlyList<(EventPlace Place, LogEntry Entry)>> ReadAsync(
        IReadOnlyList<EventPlace> places,
        CancellationToken cancellationToken
    )
    {
        var read = new List<(EventPlace, LogEntry)>(places.Count);
        while (read.Count < places.Count)
        {
            // Events mostly come in order, so that a page is one read.
            var (start, run) = (read.Count, 1);
            while (start + run < places.Count && places[start + run].Sequence == places[start].Sequence + run)
            {
                run++;
            }

            var entries = await store.ReadAsync(events, places[start].Sequence - 1, run, cancellationToken);
            read.AddRange(entries.Select((entry, i) => (places[start + i], Open(entry))));
            if (entries.Count < run)
            {
                break;
            }
        }

        return read;
    }

    private async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        var isInOrder = true;
        IReadOnlyList<StreamEntry> entries;
        do
        {
            entries = await store.ReadAsync(events, _sequence, Chunk, cancellationToken);
            foreach (var stored in entries)
            {
                var entry = Open(stored);
                var bytes = Encoding.UTF8.GetByteCount(entry.Message) + EventPlace.OverheadBytes;
                isInOrder = isInOrder && (_places.Count == 0 || _places[^1].Timestamp <= entry.Timestamp);
                _places.Add(new(entry.Timestamp, stored.Sequence, bytes));
                (_sequence, _ingestedAt) = (stored.Sequence, entry.IngestedAt);
            }

            if (!isInOrder)
            {
                _places.Sort(EventPlace.Compare);
                isInOrder = true;
            }
        } while (entries.Count == Chunk);
    }

    private int CountWithin(int first, int end, int limit, long maxBytes, bool fromEnd)
    {
        var most = Math.Min(limit, Math.Max(0, end - first));
        long bytes = 0;
        for (var count = 0; count < most; count++)
        {
            bytes += _places[fromEnd ? end - 1 - count : first + count].Bytes;
            if (bytes > maxBytes && count > 0)
            {
                return count;
            }
        }

        return most;
    }

    private int FirstBehind(EventPlace bound) => FirstWhere(place => EventPlace.Compare(place, bound) > 0);

    private int FirstNotBefore(EventPlace bound) => FirstWhere(place => EventPlace.Compare(place, bound) >= 0);

    // INVARIANT: once true for a place, it is true for all behind it.
    private int FirstWhere(Func<EventPlace, bool> isThere)
    {
        var (low, high) = (0, _places.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = isThere(_places[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static LogEntry Open(StreamEntry entry) =>
        JsonSerializer.Deserialize(entry.Payload.Span, LogsJson.Default.LogEntry)!;
}

/// <summary>From when to when a stream has events, in milliseconds since 1970.</summary>
/// <param name="First">The oldest event's time.</param>
/// <param name="Last">The newest event's time.</param>
/// <param name="IngestedAt">When the last one came.</param>
internal sealed record StreamSpan(long First, long Last, long IngestedAt);
