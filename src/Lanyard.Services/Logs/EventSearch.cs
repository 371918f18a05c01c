using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>The events of a group's streams, or of some of them, by time over all streams.</summary>
internal sealed class EventSearch(LogGroups groups, NamedGroup group, FilterLogEventsInput input)
{
    /// <summary>Finds the events that are in the time asked for and behind the page before, by time.</summary>
    /// <exception cref="Wire.Errors.AwsException">The group is gone, a stream is not there, or what is asked contradicts itself.</exception>
    public async ValueTask<IReadOnlyList<EventCandidate>> CandidatesAsync(CancellationToken cancellationToken)
    {
        if (input is { LogStreamNames: not null, LogStreamNamePrefix: not null })
        {
            throw LogsErrors.NamesAndPrefix();
        }

        var last = input.NextToken is { } token ? FilteredEventId.Parse(token) : default(FilteredEventId?);
        var start = last is { } seen ? Math.Max(seen.Timestamp, input.StartTime ?? 0) : input.StartTime;
        var candidates = new List<EventCandidate>();
        foreach (var stream in Streams())
        {
            var places = await groups
                .IndexOf(stream)
                .PlacesAsync(
                    EventPlace.At(start, EventPlace.Start),
                    EventPlace.At(input.EndTime, EventPlace.End),
                    int.MaxValue,
                    long.MaxValue,
                    fromEnd: false,
                    cancellationToken
                );
            var number = FilteredEventId.NumberOf(stream);
            candidates.AddRange(
                places
                    .Select(place => new EventCandidate(new(place.Timestamp, number, place.Sequence), stream, place))
                    .Where(candidate => last is not { } seen || FilteredEventId.Compare(candidate.Id, seen) > 0)
            );
        }

        candidates.Sort((one, other) => FilteredEventId.Compare(one.Id, other.Id));
        return candidates;
    }

    /// <summary>Reads some of them, in their order; what was deleted meanwhile is left out.</summary>
    public async ValueTask<IEnumerable<(EventCandidate Candidate, LogEntry Entry)>> ReadAsync(
        IReadOnlyList<EventCandidate> chunk,
        CancellationToken cancellationToken
    )
    {
        var entries = new Dictionary<FilteredEventId, LogEntry>();
        foreach (var ofStream in chunk.GroupBy(candidate => candidate.Stream))
        {
            EventPlace[] places = [.. ofStream.Select(candidate => candidate.Place)];
            foreach (var (place, entry) in await groups.IndexOf(ofStream.Key).ReadAsync(places, cancellationToken))
            {
                entries[FilteredEventId.Of(ofStream.Key, place)] = entry;
            }
        }

        return chunk
            .Where(candidate => entries.ContainsKey(candidate.Id))
            .Select(candidate => (candidate, entries[candidate.Id]));
    }

    private IReadOnlyList<LogStreamRecord> Streams() =>
        input.LogStreamNames is { } names
            ? groups.StreamsOf(group, names)
            : groups.StreamsOf(group, input.LogStreamNamePrefix);
}

/// <summary>An event that has yet to be matched.</summary>
/// <param name="Id">Its name for good.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Place">Where it stands there.</param>
internal sealed record EventCandidate(FilteredEventId Id, LogStreamRecord Stream, EventPlace Place);
