using System.Collections.Concurrent;
using System.Text;
using Lanyard.Containers;

namespace Lanyard.Testing.Fakes;

/// <summary>What a container of <see cref="FakeRuntime"/> has written, as the lines that a runtime hands over.</summary>
/// <remarks>As <see cref="OutputLine"/> says: text is held until its line ends, gets too long or is interrupted, or nothing more comes.</remarks>
internal sealed class FakeOutput(TimeProvider time)
{
    private const int LineLimitBytes = 16 * 1024;
    private readonly ConcurrentQueue<OutputLine> _lines = new();
    private readonly StringBuilder _held = new();
    private int _heldBytes;
    private OutputChannel _channel;
    private DateTimeOffset _begunAt;

    /// <summary>What is handed over.</summary>
    public IReadOnlyCollection<OutputLine> Lines => _lines;

    /// <summary>Writes text of any number of lines; not by two threads at once.</summary>
    public void Write(string text, OutputChannel channel)
    {
        if (channel != _channel)
        {
            HandOverHeld();
            _channel = channel;
        }

        foreach (var character in text.EnumerateRunes())
        {
            if (character.Value == '\n')
            {
                HandOver(isPartial: false);
            }
            else
            {
                Hold(character);
            }
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void End() => HandOverHeld();

    private void Hold(Rune character)
    {
        if (_heldBytes + character.Utf8SequenceLength > LineLimitBytes)
        {
            HandOver(isPartial: true);
        }

        _begunAt = _heldBytes == 0 ? time.GetUtcNow() : _begunAt;
        _held.Append(character);
        _heldBytes += character.Utf8SequenceLength;
        if (_heldBytes == LineLimitBytes)
        {
            HandOver(isPartial: true);
        }
    }

    private void HandOverHeld()
    {
        if (_heldBytes > 0)
        {
            HandOver(isPartial: true);
        }
    }

    private void HandOver(bool isPartial)
    {
        var at = _heldBytes == 0 ? time.GetUtcNow() : _begunAt;
        _lines.Enqueue(new OutputLine(at, _channel, _held.ToString(), isPartial, _lines.Count + 1));
        _held.Clear();
        _heldBytes = 0;
    }
}
