using System.Text;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>The events that are put at a time: which are taken, and which are too old, too new or past the group's retention.</summary>
/// <param name="Accepted">What is to be stored.</param>
/// <param name="Rejected">What is said of the others; null when all are taken.</param>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html" />
internal sealed record EventBatch(IEnumerable<LogEntry> Accepted, RejectedLogEventsInfo? Rejected)
{
    private const int LargestBatch = 1_048_576;
    private const int LargestEvent = 262_144;

    private static readonly TimeSpan OldestEvent = TimeSpan.FromDays(14);
    private static readonly TimeSpan NewestEvent = TimeSpan.FromHours(2);
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestSpan = TimeSpan.FromHours(24);

    /// <summary>Sorts out what comes.</summary>
    /// <param name="retentionDays">How many days old an event of the group may be; null for any.</param>
    /// <exception cref="Wire.Errors.AwsException">They are out of order, too large, or over too long a time.</exception>
    public static EventBatch Of(IReadOnlyList<InputLogEvent> events, DateTimeOffset now, int? retentionDays)
    {
        Check(events);
        var tooOld = CountBefore(events, now - OldestEvent);
        var expired = retentionDays is { } days ? CountBefore(events, now.AddDays(-days)) : 0;
        var tooNew = CountBefore(events, now + NewestEvent + OneMillisecond);
        var accepted = events
            .Take(tooNew)
            .Skip(Math.Max(tooOld, expired))
            .Select(item => new LogEntry(item.Timestamp!.Value, now.ToUnixTimeMilliseconds(), item.Message!));
        if (tooOld == 0 && expired == 0 && tooNew == events.Count)
        {
            return new EventBatch(accepted, null);
        }

        var rejected = new RejectedLogEventsInfo
        {
            TooOldLogEventEndIndex = tooOld == 0 ? null : tooOld,
            ExpiredLogEventEndIndex = expired == 0 ? null : expired,
            TooNewLogEventStartIndex = tooNew == events.Count ? null : tooNew,
        };
        return new EventBatch(accepted, rejected);
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
