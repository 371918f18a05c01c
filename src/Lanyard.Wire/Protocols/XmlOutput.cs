using System.Text;
using System.Xml;

namespace Lanyard.Wire.Protocols;

/// <summary>The words that generated code writes XML with. What is null is not written.</summary>
internal static class XmlOutput
{
    /// <summary>A whole document with one root.</summary>
    public static ReadOnlyMemory<byte> Document<T>(
        string root,
        string xmlNamespace,
        T value,
        Action<XmlWriter, T> writeContent,
        bool declaration
    )
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Settings(declaration)))
        {
            writer.WriteStartElement(root, xmlNamespace.Length == 0 ? null : xmlNamespace);
            writeContent(writer, value);
            writer.WriteEndElement();
        }

        return stream.ToArray();
    }

    public static void Member(this XmlWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteStartElement(name);
            writer.WriteString(value);
            writer.WriteEndElement();
        }
    }

    public static void Member(this XmlWriter writer, string name, Secret? value) =>
        writer.Member(name, value?.Reveal());

    public static void Member(this XmlWriter writer, string name, int? value) =>
        writer.Member(name, value is { } number ? WireValue.Format(number) : null);

    public static void Member(this XmlWriter writer, string name, long? value) =>
        writer.Member(name, value is { } number ? WireValue.Format(number) : null);

    public static void Member(this XmlWriter writer, string name, double? value) =>
        writer.Member(name, value is { } number ? WireValue.Format(number) : null);

    public static void Member(this XmlWriter writer, string name, bool? value) =>
        writer.Member(name, value is { } flag ? WireValue.Format(flag) : null);

    public static void Member(this XmlWriter writer, string name, DateTimeOffset? value, bool milliseconds = false) =>
        writer.Member(name, value is { } instant ? WireValue.Iso8601(instant, milliseconds) : null);

    public static void Member(this XmlWriter writer, string name, ReadOnlyMemory<byte>? value) =>
        writer.Member(name, value is { } bytes ? WireValue.Format(bytes) : null);

    public static void Member<T>(this XmlWriter writer, string name, T? value, Action<XmlWriter, T> write)
        where T : class
    {
        if (value is not null)
        {
            writer.WriteStartElement(name);
            write(writer, value);
            writer.WriteEndElement();
        }
    }

    public static void List<T>(
        this XmlWriter writer,
        string name,
        string item,
        IReadOnlyList<T>? items,
        Action<XmlWriter, T> writeItem
    )
    {
        if (items is not null)
        {
            writer.WriteStartElement(name);
            writer.FlatList(item, items, writeItem);
            writer.WriteEndElement();
        }
    }

    public static void FlatList<T>(
        this XmlWriter writer,
        string name,
        IReadOnlyList<T>? items,
        Action<XmlWriter, T> writeItem
    )
    {
        foreach (var item in items ?? [])
        {
            writer.WriteStartElement(name);
            writeItem(writer, item);
            writer.WriteEndElement();
        }
    }

    public static void Map<T>(
        this XmlWriter writer,
        string name,
        string entry,
        string key,
        string value,
        IReadOnlyDictionary<string, T>? items,
        Action<XmlWriter, T> writeItem
    )
    {
        if (items is null)
        {
            return;
        }

        writer.WriteStartElement(name);
        foreach (var (itemKey, item) in items)
        {
            writer.WriteStartElement(entry);
            writer.Member(key, itemKey);
            writer.WriteStartElement(value);
            writeItem(writer, item);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    public static void Item(XmlWriter writer, string value) => writer.WriteString(value);

    public static void Item(XmlWriter writer, Secret value) => writer.WriteString(value.Reveal());

    public static void Item(XmlWriter writer, int value) => writer.WriteString(WireValue.Format(value));

    public static void Item(XmlWriter writer, long value) => writer.WriteString(WireValue.Format(value));

    public static void Item(XmlWriter writer, double value) => writer.WriteString(WireValue.Format(value));

    public static void Item(XmlWriter writer, bool value) => writer.WriteString(WireValue.Format(value));

    public static void Item(XmlWriter writer, DateTimeOffset value) => writer.WriteString(WireValue.Iso8601(value));

    public static void Item(XmlWriter writer, ReadOnlyMemory<byte> value) =>
        writer.WriteString(WireValue.Format(value));

    private static XmlWriterSettings Settings(bool declaration) =>
        new()
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            OmitXmlDeclaration = !declaration,
            // Control characters are escaped, not refused: what was stored must come back.
            CheckCharacters = false,
            NewLineHandling = NewLineHandling.Entitize,
        };
}
