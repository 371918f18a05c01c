using System.Text;
using System.Text.RegularExpressions;
using Lanyard.Containers;

namespace Lanyard.Tasks.Output;

/// <summary>Puts events together from lines: long lines that came in pieces, and lines that belong to one event.</summary>
/// <param name="firstLine">Matches the first line of an event; null when each line is one.</param>
internal sealed class EventAssembler(Regex? firstLine)
{
    private readonly Piece[] _lines = [new(), new()];
    private readonly Piece _event = new();

    /// <summary>Adds a line; the events that are whole by it.</summary>
    public IEnumerable<LogEvent> Add(OutputLine line)
    {
        var own = _lines[line.Channel == OutputChannel.Stdout ? 0 : 1];
        own.Append(line, separator: "");
        if (line.IsPartial)
        {
            yield break;
        }

        var whole = own.Take();
        if (firstLine is null)
        {
            if (whole.Message.Length > 0)
            {
                yield return whole;
            }

            yield break;
        }

        if (IsFirst(whole.Message) && !_event.IsEmpty)
        {
            yield return _event.Take();
        }

        _event.Append(whole);
    }

    /// <summary>The event of several lines that is being put together, as far as it has come.</summary>
    public IEnumerable<LogEvent> TakeEvent() => _event.IsEmpty ? [] : [_event.Take()];

    /// <summary>What is left when there is no more: lines without an end among it.</summary>
    public IEnumerable<LogEvent> TakeAll()
    {
        foreach (var line in _lines)
        {
            if (!line.IsEmpty)
            {
                _event.Append(line.Take());
            }
        }

        return TakeEvent();
    }

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

    private sealed class Piece
    {
        private readonly StringBuilder _text = new();
        private DateTimeOffset _timestamp;
        private long _position;

        public bool IsEmpty { get; private set; } = true;

        public void Append(OutputLine line, string separator) =>
            Append(line.Timestamp, line.Text, line.Position, separator);

        public void Append(LogEvent line) => Append(line.Timestamp, line.Message, line.Position, "\n");

        public LogEvent Take()
        {
            var taken = new LogEvent(_timestamp, _text.ToString(), _position);
            _text.Clear();
            IsEmpty = true;
            return taken;
        }

        private void Append(DateTimeOffset timestamp, string text, long position, string separator)
        {
            if (IsEmpty)
            {
                _timestamp = timestamp;
                IsEmpty = false;
            }
            else
            {
                _text.Append(separator);
            }

            _text.Append(text);
            _position = position;
        }
    }
}
