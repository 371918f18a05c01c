using System.Text;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Tasks.Output;

/// <summary>Events on their way to CloudWatch Logs, within what one call takes.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html" />
internal sealed class LogBatch
{
    /// <summary>What CloudWatch Logs takes as the UTF-8 of one event's message.</summary>
    public const int MostBytesOfEvent = 262_144 - BytesPerEvent;

    private const int MostEvents = 10_000;
    private const int MostBytes = 1_048_576;
    private const int BytesPerEvent = 26;
    private static readonly TimeSpan LongestSpan = TimeSpan.FromHours(24);

    private readonly List<(DateTimeOffset Timestamp, string Message)> _events = [];
    private DateTimeOffset _first = DateTimeOffset.MaxValue;
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private int _bytes;

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => _events.Count == 0;

    /// <summary>What is sent once it is; null while it is empty.</summary>
    public LogPosition? Position { get; private set; }

    /// <summary>Adds an event if it still fits.</summary>
    public bool TryAdd(LogEvent added)
    {
        var bytes = Encoding.UTF8.GetByteCount(added.Message) + BytesPerEvent;
        var first = added.Timestamp < _first ? added.Timestamp : _first;
        var last = added.Timestamp > _last ? added.Timestamp : _last;
        if (_events.Count == MostEvents || _bytes + bytes > MostBytes || last - first >= LongestSpan)
        {
            return false;
        }

        (_first, _last) = (first, last);
        _bytes += bytes;
        _events.Add((added.Timestamp, added.Message));
        Position = added.Position;
        return true;
    }

    /// <summary>The events in the order of their times, as the call wants them.</summary>
    public IReadOnlyList<InputLogEvent> Events() =>
        [
            .. _events
                .OrderBy(one => one.Timestamp)
                .Select(one => new InputLogEvent
                {
                    Timestamp = one.Timestamp.ToUnixTimeMilliseconds(),
                    Message = one.Message,
                }),
        ];
}
