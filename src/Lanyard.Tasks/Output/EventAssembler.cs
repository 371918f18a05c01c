using System.Text;
using System.Text.RegularExpressions;
using Lanyard.Containers;

namespace Lanyard.Tasks.Output;

/// <summary>Puts events together from lines: long lines that came in pieces, and lines that belong to one event.</summary>
/// <remarks>
/// INVARIANT: an event's position in a stream is not behind the beginning of any text of it that has not been made an event, so
/// that a server that has sent the event, and ends, reads that text again; and what was sent by then it does not send again.
/// </remarks>
/// <param name="firstLine">Matches the first line of an event; null when each line is one.</param>
/// <param name="sent">What was sent before: the first line begins where reading goes on after it.</param>
/// <param name="time">The clock by which events get old.</param>
internal sealed class EventAssembler(Regex? firstLine, LogPosition sent, TimeProvider time)
{
    private readonly PendingEvent[] _lines = [new(), new()];
    private readonly PendingEvent _event = new();
    private long _position = sent.ReadFrom;

    /// <summary>Whether there are lines that are not an event yet, because others may belong to it.</summary>
    public bool HasPendingEvent => !_event.IsEmpty;

    /// <summary>Adds a line; the events that are whole by it, or as long as events may be.</summary>
    public IEnumerable<LogEvent> Add(OutputLine line)
    {
        if (line.Position <= sent.Of(line.Channel))
        {
            _position = line.Position;
            yield break;
        }

        var own = PendingOf(line.Channel);
        if (!own.Takes(line.Text))
        {
            foreach (var full in EndLine(own))
            {
                yield return full;
            }
        }

        own.Append(line.Text, line.Timestamp, _position, time.GetTimestamp());
        _position = line.Position;
        if (line.IsPartial)
        {
            yield break;
        }

        foreach (var whole in EndLine(own))
        {
            yield return whole;
        }
    }

    /// <summary>The event that has waited for more lines for so long that it is sent as far as it has come.</summary>
    /// <remarks>Not so a line without an end, as with Docker: it becomes an event when it ends, or is as long as events may be.</remarks>
    public IEnumerable<LogEvent> TakeOlderThan(TimeSpan age)
    {
        if (!_event.IsEmpty && time.GetElapsedTime(_event.Since) >= age)
        {
            yield return Take(_event);
        }
    }

    /// <summary>What is left when there is no more: lines without an end among it.</summary>
    public IEnumerable<LogEvent> TakeAll()
    {
        foreach (var line in _lines.Where(one => !one.IsEmpty))
        {
            foreach (var ended in EndLine(line))
            {
                yield return ended;
            }
        }

        if (!_event.IsEmpty)
        {
            yield return Take(_event);
        }
    }

    // The events that are whole by a line: itself, or the one in front of it.
    private IEnumerable<LogEvent> EndLine(PendingEvent line)
    {
        if (firstLine is null)
        {
            if (line.Text.Length > 0)
            {
                yield return Take(line);
            }

            line.Clear();
            yield break;
        }

        if (!_event.IsEmpty && (IsFirst(line.Text) || !_event.Takes("\n" + line.Text)))
        {
            yield return Take(_event);
        }

        _event.Append(_event.IsEmpty ? line.Text : "\n" + line.Text, line.Timestamp, line.Start, line.Since);
        line.Clear();
    }

    private LogEvent Take(PendingEvent pending)
    {
        var (text, timestamp) = (pending.Text, pending.Timestamp);
        pending.Clear();
        return new LogEvent(timestamp, text, Sent());
    }

    private LogPosition Sent() => new(SentOf(OutputChannel.Stdout), SentOf(OutputChannel.Stderr));

    private long SentOf(OutputChannel channel) =>
        Math.Max(sent.Of(channel), Math.Min(_position, Math.Min(_event.Start, PendingOf(channel).Start)));

    private PendingEvent PendingOf(OutputChannel channel) => _lines[channel == OutputChannel.Stdout ? 0 : 1];

    private bool IsFirst(string text)
    {
        try
        {
            return firstLine!.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    /// <summary>An event that is being put together.</summary>
    private sealed class PendingEvent
    {
        private readonly StringBuilder _text = new();
        private int _bytes;

        public bool IsEmpty => Start == long.MaxValue;

        public string Text => _text.ToString();

        /// <summary>When its beginning was written.</summary>
        public DateTimeOffset Timestamp { get; private set; }

        /// <summary>Where its first line begins; the largest number when there is none.</summary>
        public long Start { get; private set; } = long.MaxValue;

        /// <summary>When its first line was added.</summary>
        public long Since { get; private set; }

        /// <summary>Whether text may be added to what is there.</summary>
        public bool Takes(string text) =>
            IsEmpty || _bytes + Encoding.UTF8.GetByteCount(text) <= LogBatch.MostBytesOfEvent;

        public void Append(string text, DateTimeOffset timestamp, long start, long since)
        {
            if (IsEmpty)
            {
                (Timestamp, Start, Since) = (timestamp, start, since);
            }

            _text.Append(text);
            _bytes += Encoding.UTF8.GetByteCount(text);
        }

        public void Clear()
        {
            _text.Clear();
            _bytes = 0;
            Start = long.MaxValue;
        }
    }
}
