using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Reads the events of a group's streams that match a pattern of terms, by time over all streams.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html" />
internal sealed class FilterLogEvents(LogGroups groups)
    : Operation<FilterLogEventsInput, NamedGroup, FilterLogEventsOutput>(LogsModel.FilterLogEvents)
{
    private const int LargestPage = 10_000;
    private const int Chunk = 500;
    private const long LargestBytes = 1_048_576;

    protected override NamedGroup Find(FilterLogEventsInput input, Call call) =>
        groups.Find(LogGroupName.Of(call, input.LogGroupName, input.LogGroupIdentifier));

    protected override IEnumerable<Requirement> Require(FilterLogEventsInput input, NamedGroup subject, Call call) =>
        [subject.Needs("logs:FilterLogEvents")];

    protected override async ValueTask<FilterLogEventsOutput> InvokeAsync(
        FilterLogEventsInput input,
        NamedGroup subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        _ = groups.Current(subject);
        var pattern = FilterPattern.Parse(input.FilterPattern ?? "");
        var search = new EventSearch(groups, subject, input);
        var candidates = await search.CandidatesAsync(cancellationToken);
        var limit = input.Limit ?? LargestPage;
        var found = new List<FilteredLogEvent>();
        long bytes = 0;
        foreach (var chunk in candidates.Chunk(Chunk))
        {
            foreach (var (candidate, entry) in await search.ReadAsync(chunk, cancellationToken))
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

    private static FilteredLogEvent Describe(EventCandidate candidate, LogEntry entry) =>
        new()
        {
            LogStreamName = candidate.Stream.Name,
            Timestamp = entry.Timestamp,
            IngestionTime = entry.IngestedAt,
            Message = entry.Message,
            EventId = candidate.Id.ToString(),
        };
}
