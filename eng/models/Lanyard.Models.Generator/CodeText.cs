using System.Text;

namespace Lanyard.Models.Generator;

/// <summary>C# text with indentation.</summary>
internal sealed class CodeText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Adds one line; an empty one has no indentation.</summary>
    public CodeText Line(string line = "")
    {
        _text.Append(line.Length == 0 ? "" : new string(' ', 4 * _depth)).Append(line).Append('\n');
        return this;
    }

    /// <summary>Adds a head and, in braces, what <paramref name="content" /> adds.</summary>
    public CodeText Block(string head, Action content, string end = "}")
    {
        Line(head);
        Line("{");
        _depth++;
        content();
        _depth--;
        return Line(end);
    }

    /// <summary>Adds a head and below it, one level deeper, the lines.</summary>
    public CodeText Deeper(string head, IEnumerable<string> lines)
    {
        Line(head);
        _depth++;
        foreach (var line in lines)
        {
            Line(line);
        }

        _depth--;
        return this;
    }

    /// <summary>The text.</summary>
    public override string ToString() => _text.ToString();
}
