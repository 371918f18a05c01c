using System.Text;
using System.Text.Encodings.Web;

namespace Lanyard.Templates;

/// <summary>JSON written from a template, which remembers where in the template each part was written.</summary>
public sealed class EmittedJson
{
    private readonly IReadOnlyList<EmittedPart> _parts;

    internal EmittedJson(string text, IReadOnlyList<EmittedPart> parts)
    {
        Text = text;
        _parts = parts;
    }

    /// <summary>The JSON.</summary>
    public string Text { get; }

    /// <summary>Where in the template the part at a line and column (from 1) of <see cref="Text" /> was written.</summary>
    public TemplateLocation LocationOf(int line, int column)
    {
        var (low, high) = (0, _parts.Count - 1);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            var part = _parts[middle];
            var isAtOrBefore = part.Line < line || (part.Line == line && part.Column <= column);
            (low, high) = isAtOrBefore ? (middle, high) : (low, middle - 1);
        }

        return _parts[low].Location;
    }
}

/// <summary>The beginning of a key or a value in emitted JSON.</summary>
internal readonly record struct EmittedPart(int Line, int Column, TemplateLocation Location);

/// <summary>Writes a resolved value as JSON and notes where each part begins.</summary>
internal sealed class JsonEmitter
{
    private const int IndentWidth = 2;

    private readonly StringBuilder _text = new();
    private readonly List<EmittedPart> _parts = [];
    private readonly bool _isIndented;
    private int _line = 1;
    private int _lineStart;
    private int _depth;

    private JsonEmitter(bool isIndented) => _isIndented = isIndented;

    /// <summary>Writes a value.</summary>
    internal static EmittedJson Emit(ResolvedNode node, bool isIndented)
    {
        var emitter = new JsonEmitter(isIndented);
        emitter.Write(node);
        return new EmittedJson(emitter._text.ToString(), emitter._parts);
    }

    private void Write(ResolvedNode node)
    {
        Note(node.Location);
        switch (node.Kind)
        {
            case ResolvedKind.Map:
                WriteAll('{', node.Entries, WriteEntry, '}');
                break;
            case ResolvedKind.List:
                WriteAll('[', node.Items, Write, ']');
                break;
            case ResolvedKind.Text:
                WriteText(node.Text);
                break;
            default:
                _text.Append(node.Text);
                break;
        }
    }

    private void WriteEntry(ResolvedEntry entry)
    {
        Note(entry.KeyLocation);
        WriteText(entry.Key);
        _text.Append(_isIndented ? ": " : ":");
        Write(entry.Value);
    }

    private void WriteAll<T>(char open, IReadOnlyList<T> parts, Action<T> write, char close)
    {
        _text.Append(open);
        _depth++;
        for (var index = 0; index < parts.Count; index++)
        {
            if (index > 0)
            {
                _text.Append(',');
            }

            BreakLine();
            write(parts[index]);
        }

        _depth--;
        if (parts.Count > 0)
        {
            BreakLine();
        }

        _text.Append(close);
    }

    private void WriteText(string text) =>
        _text.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)).Append('"');

    private void BreakLine()
    {
        if (!_isIndented)
        {
            return;
        }

        _text.Append('\n');
        _line++;
        _lineStart = _text.Length;
        _text.Append(' ', _depth * IndentWidth);
    }

    private void Note(TemplateLocation location) =>
        _parts.Add(new EmittedPart(_line, _text.Length - _lineStart + 1, location));
}
