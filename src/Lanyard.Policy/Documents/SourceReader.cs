using System.Text;
using System.Text.Json;

namespace Lanyard.Policy.Documents;

/// <summary>Reads JSON into nodes that know their places; reports bad JSON and duplicate keys.</summary>
internal ref struct SourceReader
{
    private const int MaximumDepth = 16;

    private readonly FaultList _faults;
    private Utf8JsonReader _reader;
    private PositionTracker _positions;

    private SourceReader(byte[] utf8, FaultList faults)
    {
        _faults = faults;
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaximumDepth });
        _positions = new PositionTracker(utf8);
    }

    /// <summary>Reads the whole text; null after a fault that leaves nothing to look at.</summary>
    public static SourceNode? Read(string json, FaultList faults)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        var reader = new SourceReader(utf8, faults);
        try
        {
            reader._reader.Read();
            var root = reader.ReadValue(default);
            // Reading on refuses text after the value.
            reader._reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            var position = PositionTracker.Find(
                utf8,
                (int)(exception.LineNumber ?? 0),
                (int)(exception.BytePositionInLine ?? 0)
            );
            var message = Describe(exception);
            const string Hint = "look for a missing or surplus comma, quote or bracket there, or nesting without end";
            faults.Add(FaultCodes.JsonSyntax, message, Hint, position, "", IamSentences.SyntaxErrors);
            return null;
        }
    }

    private static string Describe(JsonException exception)
    {
        // The runtime appends its own count of lines and bytes, both from 0; the fault carries better ones.
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var text = end < 0 ? exception.Message : exception.Message[..end];
        return $"the document is not JSON: {text.TrimEnd('.')}";
    }

    private SourceNode ReadValue(SourcePlace place)
    {
        var position = _positions.At((int)_reader.TokenStartIndex);
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(new SourceNode(SourceKind.Object, "", place, position)),
            JsonTokenType.StartArray => ReadArray(new SourceNode(SourceKind.Array, "", place, position)),
            JsonTokenType.String => Leaf(SourceKind.String, ReadText(place, position)),
            JsonTokenType.Number => Leaf(SourceKind.Number, Encoding.UTF8.GetString(_reader.ValueSpan)),
            JsonTokenType.True => Leaf(SourceKind.Boolean, "true"),
            JsonTokenType.False => Leaf(SourceKind.Boolean, "false"),
            _ => Leaf(SourceKind.Null, ""),
        };

        SourceNode Leaf(SourceKind kind, string text) => new(kind, text, place, position);
    }

    private SourceNode ReadObject(SourceNode node)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var position = _positions.At((int)_reader.TokenStartIndex);
            var name = ReadText(new SourcePlace(node, "", 0), position);
            _reader.Read();
            var value = ReadValue(new SourcePlace(node, name, 0));
            if (names.Add(name))
            {
                node.Members.Add(new SourceMember(name, position, value));
            }
            else
            {
                var message = $"the key `{name}` stands twice in one object";
                const string Hint = "put both values into one list, or remove one of the keys";
                _faults.Add(FaultCodes.JsonSyntax, message, Hint, position, value.Path, IamSentences.SyntaxErrors);
            }
        }

        return node;
    }

    private SourceNode ReadArray(SourceNode node)
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            node.Items.Add(ReadValue(new SourcePlace(node, null, node.Items.Count)));
        }

        return node;
    }

    private readonly string ReadText(SourcePlace place, SourcePosition position)
    {
        try
        {
            return _reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 alone is JSON, but no text.
            const string Message = "the text holds half a surrogate pair";
            const string Hint = "remove the escape, or write both halves";
            _faults.Add(FaultCodes.JsonSyntax, Message, Hint, position, place.ToString(), IamSentences.SyntaxErrors);
            return "";
        }
    }
}

/// <summary>Turns byte offsets, asked in ascending order, into lines and columns.</summary>
internal struct PositionTracker(byte[] utf8)
{
    private int _offset;
    private int _line = 1;
    private int _column = 1;

    public SourcePosition At(int offset)
    {
        for (; _offset < offset; _offset++)
        {
            var current = utf8[_offset];
            if (current == '\n')
            {
                _line++;
                _column = 1;
            }
            else if ((current & 0xC0) != 0x80)
            {
                // Bytes that continue a character are no column of their own.
                _column++;
            }
        }

        return new SourcePosition(_line, _column);
    }

    /// <summary>The place of a byte in a line, both counted from 0.</summary>
    public static SourcePosition Find(byte[] utf8, int line, int byteInLine)
    {
        var start = 0;
        for (var passed = 0; passed < line && start < utf8.Length; start++)
        {
            passed += utf8[start] == '\n' ? 1 : 0;
        }

        return new PositionTracker(utf8).At(Math.Min(start + byteInLine, utf8.Length));
    }
}
