using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Reads the events of a group's streams that match a pattern of terms, by time over all streams.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html" />
internal sealed class FilterLogEvents(LogGroups groups)
    : Operation<FilterLogEventsInput, FilterLogEventsOutput>(LogsModel.FilterLogEvents)
{
    private const int LargestPage = 10_000;
    private const int Chunk = 500;
    private const long LargestBytes = 1_048_576;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        FilterLogEventsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(LogsModel.Service, input);
        var group = LogGroupName.Of(call, input.LogGroupName, input.LogGroupIdentifier);
        return Needs(groups.OnGroup("logs:FilterLogEvents", group));
    }

    public override async ValueTask<FilterLogEventsOutput> InvokeAsync(
        FilterLogEventsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var group = LogGroupName.Of(call, input.LogGroupName, input.LogGroupIdentifier);
        _ = groups.FindGroup(group);
        var pattern = FilterPattern.Parse(input.FilterPattern ?? "");
        var candidates = await CandidatesAsync(StreamsOf(group, input), input, cancellationToken);
        var limit = input.Limit ?? LargestPage;
        var found = new List<FilteredLogEvent>();
        long bytes = 0;
        foreach (var chunk in candidates.Chunk(Chunk))
        {
            foreach (var (candidate, entry) in await ReadAsync(chunk, cancellationToken))
            {
                if (!pattern.Matches(entry.Message))
                {
                    continue;
                }

                if (found.Count == limit || (found.Count > 0 && bytes + candidate.Place.Bytes > LargestBytes))
                {
                    return Page(found, found[^1].EventId);
                }

                bytes += candidate.Place.Bytes;
                found.Add(Describe(candidate, entry));
            }
        }

        return Page(found, next: null);
    }

    private static FilterLogEventsOutput Page(IReadOnlyList<FilteredLogEvent> found, string? next) =>
        new()
        {
            Events = found,
            NextToken = next,
            SearchedLogStreams = [],
        };

    private IEnumerable<LogStreamRecord> StreamsOf(LogGroupName group, FilterLogEventsInput input) =>
        (input.LogStreamNames, input.LogStreamNamePrefix) switch
        {
            ({ }, { }) => throw LogsErrors.NamesAndPrefix(),
            ({ } names, _) => names.Distinct(StringComparer.Ordinal).Select(name => groups.FindStream(group, name)),
            (_, var prefix) => groups
                .StreamsOf(group)
                .Where(stream => stream.Name.StartsWith(prefix ?? "", StringComparison.Ordinal)),
        };

    private async ValueTask<IReadOnlyList<Candidate>> CandidatesAsync(
        IEnumerable<LogStreamRecord> streams,
        FilterLogEventsInput input,
        CancellationToken cancellationToken
    )
    {
        var last = input.NextToken is { } token ? FilteredEventId.Parse(token) : default(FilteredEventId?);
        var start = last is { } seen ? Math.Max(seen.Timestamp, input.StartTime ?? 0) : input.StartTime;
        var candidates = new List<Candidate>();
        foreach (var stream in streams)
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
                    .Select(place => new Candidate(new(place.Timestamp, number, place.Sequence), stream, place))
                    .Where(candidate => last is not { } seen || FilteredEventId.Compare(candidate.Id, seen) > 0)
            );
        }

        candidates.Sort((one, other) => FilteredEventId.Compare(one.Id, other.Id));
        return candidates;
    }

    private async ValueTask<IEnumerable<(Candidate Candidate, LogEntry Entry)>> ReadAsync(
        IReadOnlyList<Candidate> chunk,
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

        // What was deleted meanwhile is left out.
        return chunk
            .Where(candidate => entries.ContainsKey(candidate.Id))
            .Select(candidate => (candidate, entries[candidate.Id]));
    }

    private static FilteredLogEvent Describe(Candidate candidate, LogEntry entry) =>
        new()
        {
            LogStreamName = candidate.Stream.Name,
            Timestamp = entry.Timestamp,
            IngestionTime = entry.IngestedAt,
            Message = entry.Message,
            EventId = candidate.Id.ToString(),
        };

    /// <summary>An event that is in the time asked for and has yet to be matched.</summary>
    private sealed record Candidate(FilteredEventId Id, LogStreamRecord Stream, EventPlace Place);
}
