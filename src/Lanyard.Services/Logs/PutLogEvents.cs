using System.Text;
using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Adds events to a stream; those too old, too new or past the group's retention are left out and named. Sequence tokens are taken and ignored, as AWS does since 2023.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html" />
internal sealed class PutLogEvents(LogGroups groups)
    : Operation<PutLogEventsInput, PutLogEventsOutput>(LogsModel.PutLogEvents)
{
    /// <summary>What is answered where a token is expected; nobody looks at it.</summary>
    internal const string SequenceToken = "49590302938414902349";

    private const int LargestBatch = 1_048_576;
    private const int LargestEvent = 262_144;

    private static readonly TimeSpan OldestEvent = TimeSpan.FromDays(14);
    private static readonly TimeSpan NewestEvent = TimeSpan.FromHours(2);
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestSpan = TimeSpan.FromHours(24);

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        PutLogEventsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(LogsModel.Service, input);
        return Needs(
            groups.OnStream("logs:PutLogEvents", LogGroupName.Of(call, input.LogGroupName!), input.LogStreamName!)
        );
    }

    public override async ValueTask<PutLogEventsOutput> InvokeAsync(
        PutLogEventsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var group = LogGroupName.Of(call, input.LogGroupName!);
        var stream = groups.FindStream(group, input.LogStreamName!);
        var events = input.LogEvents!;
        Check(events);
        var now = groups.Time.GetUtcNow();
        var tooOld = CountBefore(events, now - OldestEvent);
        var expired = groups.FindGroup(group).RetentionDays is { } days ? CountBefore(events, now.AddDays(-days)) : 0;
        var tooNew = CountBefore(events, now + NewestEvent + OneMillisecond);
        var accepted = events
            .Take(tooNew)
            .Skip(Math.Max(tooOld, expired))
            .Select(item => new LogEntry(item.Timestamp!.Value, now.ToUnixTimeMilliseconds(), item.Message!));
        await groups.AppendAsync(stream, accepted, cancellationToken);
        return new PutLogEventsOutput
        {
            NextSequenceToken = SequenceToken,
            RejectedLogEventsInfo =
                tooOld == 0 && expired == 0 && tooNew == events.Count
                    ? null
                    : new RejectedLogEventsInfo
                    {
                        TooOldLogEventEndIndex = tooOld == 0 ? null : tooOld,
                        ExpiredLogEventEndIndex = expired == 0 ? null : expired,
                        TooNewLogEventStartIndex = tooNew == events.Count ? null : tooNew,
                    },
        };
    }

    private static int CountBefore(IEnumerable<InputLogEvent> events, DateTimeOffset moment)
    {
        var milliseconds = moment.ToUnixTimeMilliseconds();
        return events.TakeWhile(item => item.Timestamp < milliseconds).Count();
    }

    private static void Check(IReadOnlyList<InputLogEvent> events)
    {
        long total = 0;
        for (var i = 0; i < events.Count; i++)
        {
            var bytes = Encoding.UTF8.GetByteCount(events[i].Message!) + EventPlace.OverheadBytes;
            total += bytes;
            if (bytes > LargestEvent)
            {
                throw LogsErrors.EventTooLarge(bytes);
            }

            if (i > 0 && events[i].Timestamp < events[i - 1].Timestamp)
            {
                throw LogsErrors.NotInOrder();
            }
        }

        if (total > LargestBatch)
        {
            throw LogsErrors.BatchTooLarge(total);
        }

        if (events[^1].Timestamp - events[0].Timestamp > LongestSpan.TotalMilliseconds)
        {
            throw LogsErrors.SpansTooLong();
        }
    }
}
