using System.Globalization;
using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Reads the events of all streams of a group that hold every term of a pattern; JSON and space-delimited patterns are not understood and match as plain terms.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html" />
internal sealed class FilterLogEvents(LogGroups groups)
    : Operation<FilterLogEventsInput, FilterLogEventsOutput>(LogsModel.FilterLogEvents)
{
    private const int LargestPage = 10_000;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        FilterLogEventsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(LogsModel.Service, input);
        var group = LogGroups.GroupOf(input.LogGroupName, input.LogGroupIdentifier);
        return Needs(groups.OnGroup("logs:FilterLogEvents", call, group));
    }

    public override async ValueTask<FilterLogEventsOutput> InvokeAsync(
        FilterLogEventsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var group = LogGroups.GroupOf(input.LogGroupName, input.LogGroupIdentifier);
        _ = groups.FindGroup(call, group);
        var pattern = FilterPattern.Parse(input.FilterPattern ?? "");
        var found = new List<FilteredLogEvent>();
        foreach (var stream in groups.StreamsOf(call, group).Where(stream => IsWanted(stream, input)))
        {
            foreach (var (sequence, entry) in await groups.ReadAsync(stream, 0, int.MaxValue, cancellationToken))
            {
                if (IsWanted(entry, input) && pattern.Matches(entry.Message))
                {
                    found.Add(Describe(stream, sequence, entry));
                }
            }
        }

        var ordered = found.OrderBy(item => item.EventId, StringComparer.Ordinal);
        var (page, next) = Pages.Of(ordered, item => item.EventId!, input.NextToken, input.Limit ?? LargestPage);
        return new FilterLogEventsOutput
        {
            Events = page,
            NextToken = next,
            SearchedLogStreams = [],
        };
    }

    private static bool IsWanted(LogStreamRecord stream, FilterLogEventsInput input) =>
        input.LogStreamNames is { } names
            ? names.Contains(stream.Name, StringComparer.Ordinal)
            : stream.Name.StartsWith(input.LogStreamNamePrefix ?? "", StringComparison.Ordinal);

    private static bool IsWanted(LogEntry entry, FilterLogEventsInput input) =>
        entry.Timestamp >= (input.StartTime ?? long.MinValue) && entry.Timestamp < (input.EndTime ?? long.MaxValue);

    // The id orders events by time, then by stream and place, so that it pages them too.
    private static FilteredLogEvent Describe(LogStreamRecord stream, long sequence, LogEntry entry) =>
        new()
        {
            LogStreamName = stream.Name,
            Timestamp = entry.Timestamp,
            IngestionTime = entry.IngestedAt,
            Message = entry.Message,
            EventId = string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.Timestamp:D20}/{stream.Events}/{sequence:D12}"
            ),
        };
}
