using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Reads the events of a stream by time: a page of up to 10,000 events or 1 MiB.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html" />
internal sealed class GetLogEvents(LogGroups groups)
    : Operation<GetLogEventsInput, NamedStream, GetLogEventsOutput>(LogsModel.GetLogEvents)
{
    private const int LargestPage = 10_000;
    private const long LargestBytes = 1_048_576;

    protected override NamedStream Find(GetLogEventsInput input, Call call) =>
        groups.Find(LogGroupName.Of(call, input.LogGroupName, input.LogGroupIdentifier), input.LogStreamName!);

    protected override IEnumerable<Requirement> Require(GetLogEventsInput input, NamedStream subject, Call call) =>
        [subject.Needs("logs:GetLogEvents")];

    protected override async ValueTask<GetLogEventsOutput> InvokeAsync(
        GetLogEventsInput input,
        NamedStream subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var index = groups.IndexOf(groups.Current(subject));
        var token = input.NextToken is { } given ? EventToken.Parse(given) : default(EventToken?);
        var after = EventPlace.At(input.StartTime, EventPlace.Start);
        var before = EventPlace.At(input.EndTime, EventPlace.End);
        var places = await index.PlacesAsync(
            token is { IsForward: true } forward ? EventPlace.Later(forward.Place, after) : after,
            token is { IsForward: false } backward ? EventPlace.Earlier(backward.Place, before) : before,
            input.Limit ?? LargestPage,
            LargestBytes,
            fromEnd: token is { IsForward: false } || (token is null && input.StartFromHead != true),
            cancellationToken
        );
        var (newer, older) = TokensAround(places, token, after);
        return new GetLogEventsOutput
        {
            Events = [.. (await index.ReadAsync(places, cancellationToken)).Select(item => Describe(item.Entry))],
            NextForwardToken = newer.ToString(),
            NextBackwardToken = older.ToString(),
        };
    }

    // At an end, the token leads to itself: that is how callers know that they are there.
    private static (EventToken Newer, EventToken Older) TokensAround(
        IReadOnlyList<EventPlace> places,
        EventToken? token,
        EventPlace after
    ) =>
        (places, token) switch
        {
            ([var first, ..], _) => (new(true, places[^1]), new(false, first)),
            (_, { IsForward: true, Place: var end }) => (
                new(true, end),
                new(false, end with { Sequence = end.Sequence + 1 })
            ),
            (_, { Place: var head }) => (
                new(true, head with { Sequence = Math.Max(0, head.Sequence - 1) }),
                new(false, head)
            ),
            _ => (new(true, after), new(false, after)),
        };

    private static OutputLogEvent Describe(LogEntry entry) =>
        new()
        {
            Timestamp = entry.Timestamp,
            Message = entry.Message,
            IngestionTime = entry.IngestedAt,
        };
}
