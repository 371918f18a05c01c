using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Lanyard.Templates.Documents;

/// <summary>Reads JSON, with a place for every value.</summary>
internal sealed class JsonDocumentReader
{
    private readonly TemplateSource _source;
    private readonly ICollection<TemplateFault> _faults;
    private readonly byte[] _utf8;
    private int _offset;
    private int _line = 1;
    private int _column = 1;

    internal JsonDocumentReader(TemplateSource source, ICollection<TemplateFault> faults)
    {
        _source = source;
        _faults = faults;
        _utf8 = Encoding.UTF8.GetBytes(source.Text.TrimStart('\uFEFF'));
    }

    /// <summary>Reads the only value of the text.</summary>
    /// <exception cref="UnreadableDocumentException">The text is not JSON, or is nested too deep.</exception>
    internal TemplateNode Read()
    {
        // One deeper than we follow, so that the depth is refused in our words.
        var options = new JsonReaderOptions { MaxDepth = TemplateTextReader.MaximumDepth + 1 };
        var reader = new Utf8JsonReader(_utf8, options);
        try
        {
            reader.Read();
            var root = ReadValue(ref reader);
            reader.Read();
            return root;
        }
        catch (JsonException broken)
        {
            throw new UnreadableDocumentException(NotWellFormed(broken));
        }
    }

    private TemplateNode ReadValue(ref Utf8JsonReader reader)
    {
        var location = Locate(ref reader);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadMap(ref reader, location),
            JsonTokenType.StartArray => ReadList(ref reader, location),
            JsonTokenType.String => new ScalarNode(ScalarType.Text, Text(ref reader, location), location),
            JsonTokenType.Number => new ScalarNode(
                ScalarType.Number,
                Encoding.UTF8.GetString(reader.ValueSpan),
                location
            ),
            JsonTokenType.True => new ScalarNode(ScalarType.Boolean, "true", location),
            JsonTokenType.False => new ScalarNode(ScalarType.Boolean, "false", location),
            _ => new ScalarNode(ScalarType.Null, string.Empty, location),
        };
    }

    private TemplateNode ReadMap(ref Utf8JsonReader reader, TemplateLocation location)
    {
        GoDeeper(ref reader, location);
        var map = new MapBuilder(location, _faults);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var keyLocation = Locate(ref reader);
            var key = Text(ref reader, keyLocation);
            reader.Read();
            map.Add(key, keyLocation, ReadValue(ref reader));
        }

        return map.Build();
    }

    private ListNode ReadList(ref Utf8JsonReader reader, TemplateLocation location)
    {
        GoDeeper(ref reader, location);
        var items = new List<TemplateNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return new ListNode(items, location);
    }

    private static string Text(ref Utf8JsonReader reader, TemplateLocation location)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to `\ud800`: half of a surrogate pair.
            throw new UnreadableDocumentException(
                new TemplateFault(
                    TemplateFaultCode.NotWellFormed,
                    "Template format error: JSON not well-formed: the text holds half of a surrogate pair",
                    location
                )
            );
        }
    }

    private static void GoDeeper(ref Utf8JsonReader reader, TemplateLocation location)
    {
        if (reader.CurrentDepth >= TemplateTextReader.MaximumDepth)
        {
            throw TemplateTextReader.TooDeep(location);
        }
    }

    private TemplateLocation Locate(ref Utf8JsonReader reader)
    {
        // Tokens come in order, so that counting goes on from the last one: a file on one line costs no more than others.
        var target = (int)reader.TokenStartIndex;
        for (; _offset < target; _offset++)
        {
            Advance(_utf8[_offset]);
        }

        return new TemplateLocation(_source.Path, _line, _column);
    }

    private void Advance(byte value)
    {
        const byte FourByteLead = 0xF0;
        const byte ContinuationMask = 0xC0;
        const byte Continuation = 0x80;
        if (value == '\n')
        {
            _line++;
            _column = 1;
        }
        else if ((value & ContinuationMask) != Continuation)
        {
            _column += value >= FourByteLead ? 2 : 1;
        }
    }

    private TemplateFault NotWellFormed(JsonException broken)
    {
        var line = (int)(broken.LineNumber ?? 0);
        var bytes = (int)(broken.BytePositionInLine ?? 0);
        var message = broken.Message;
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = (end < 0 ? message : message[..end]).TrimEnd('.');
        return new TemplateFault(
            TemplateFaultCode.NotWellFormed,
            $"Template format error: JSON not well-formed: {char.ToLower(reason[0], CultureInfo.InvariantCulture)}{reason[1..]}",
            new TemplateLocation(_source.Path, line + 1, ColumnOf(line, bytes))
        );
    }

    private int ColumnOf(int line, int bytes)
    {
        var start = 0;
        for (var passed = 0; passed < line; passed++)
        {
            start += _utf8.AsSpan(start).IndexOf((byte)'\n') + 1;
        }

        var length = Math.Min(bytes, _utf8.Length - start);
        return Encoding.UTF8.GetCharCount(_utf8, start, length) + 1;
    }
}
