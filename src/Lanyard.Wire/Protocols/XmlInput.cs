using System.Globalization;
using System.Runtime.InteropServices;
using System.Xml;
using System.Xml.Linq;
using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Protocols;

/// <summary>The words that generated code reads XML with. Namespaces are not looked at, as in AWS's own clients.</summary>
internal static class XmlInput
{
    // Twice and more what the deepest of AWS's documents has.
    private const int MostDepth = 32;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The root element of a body.</summary>
    /// <exception cref="AwsException">The body is not XML, or is nested deeper than any document of AWS.</exception>
    public static XElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            ThrowIfDeep(body);
            using var reader = Read(body);
            return XElement.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace);
        }
        catch (XmlException exception)
        {
            // A document type is refused before the reader has counted anything.
            throw Malformed(Math.Max(1, exception.LineNumber), Math.Max(1, exception.LinePosition));
        }
    }

    // Before a tree is made of it: an element is put into its parent by way of all that are around it.
    private static void ThrowIfDeep(ReadOnlyMemory<byte> body)
    {
        using var reader = Read(body);
        while (reader.Read())
        {
            if (reader.Depth > MostDepth)
            {
                throw Malformed((IXmlLineInfo)reader);
            }
        }
    }

    private static XmlReader Read(ReadOnlyMemory<byte> body) =>
        XmlReader.Create(
            MemoryMarshal.TryGetArray(body, out var bytes)
                ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
                : new MemoryStream(body.ToArray(), writable: false),
            Settings
        );

    public static string? Text(this XElement parent, string name) => parent.Find(name)?.Value;

    public static Secret? Secret(this XElement parent, string name) => parent.Text(name) is { } text ? new(text) : null;

    public static int? Int32(this XElement parent, string name) => parent.Typed(name, Int32Item);

    public static long? Int64(this XElement parent, string name) => parent.Typed(name, Int64Item);

    public static double? Double(this XElement parent, string name) => parent.Typed(name, DoubleItem);

    public static bool? Boolean(this XElement parent, string name) => parent.Typed(name, BooleanItem);

    public static DateTimeOffset? Timestamp(this XElement parent, string name) => parent.Typed(name, TimestampItem);

    public static ReadOnlyMemory<byte>? Blob(this XElement parent, string name) => parent.Typed(name, BlobItem);

    public static T? Shape<T>(this XElement parent, string name, Func<XElement, T> read)
        where T : class => parent.Find(name) is { } element ? read(element) : null;

    /// <summary>The items inside the element <paramref name="name" />.</summary>
    public static IReadOnlyList<T>? List<T>(
        this XElement parent,
        string name,
        string item,
        Func<XElement, T> readItem
    ) => parent.Find(name) is { } list ? [.. list.FindAll(item).Select(readItem)] : null;

    /// <summary>The items that stand in the parent itself (flattened); null when there are none.</summary>
    public static IReadOnlyList<T>? FlatList<T>(this XElement parent, string name, Func<XElement, T> readItem)
    {
        T[] items = [.. parent.FindAll(name).Select(readItem)];
        return items.Length == 0 ? null : items;
    }

    /// <summary>The entries inside the element <paramref name="name" />.</summary>
    public static IReadOnlyDictionary<string, T>? Map<T>(
        this XElement parent,
        string name,
        string entry,
        string key,
        string value,
        Func<XElement, T> readItem
    )
    {
        if (parent.Find(name) is not { } map)
        {
            return null;
        }

        var items = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var pair in map.FindAll(entry))
        {
            items[pair.Text(key) ?? throw pair.Malformed()] = readItem(pair.Find(value) ?? throw pair.Malformed());
        }

        return items;
    }

    public static string TextItem(XElement element) => element.Value;

    public static Secret SecretItem(XElement element) => new(element.Value);

    public static int Int32Item(XElement element) => WireValue.Int32(element.Value) ?? throw element.Malformed();

    public static long Int64Item(XElement element) => WireValue.Int64(element.Value) ?? throw element.Malformed();

    public static double DoubleItem(XElement element) => WireValue.Double(element.Value) ?? throw element.Malformed();

    public static bool BooleanItem(XElement element) => WireValue.Boolean(element.Value) ?? throw element.Malformed();

    public static DateTimeOffset TimestampItem(XElement element) =>
        WireValue.Timestamp(element.Value) ?? throw element.Malformed();

    public static ReadOnlyMemory<byte> BlobItem(XElement element) =>
        WireValue.Blob(element.Value) ?? throw element.Malformed();

    private static T? Typed<T>(this XElement parent, string name, Func<XElement, T> read)
        where T : struct => parent.Find(name) is { } element ? read(element) : null;

    private static XElement? Find(this XElement parent, string name) => parent.FindAll(name).FirstOrDefault();

    private static IEnumerable<XElement> FindAll(this XElement parent, string name) =>
        parent.Elements().Where(element => element.Name.LocalName == name);

    private static AwsException Malformed(this XElement element) => Malformed((IXmlLineInfo)element);

    private static AwsException Malformed(IXmlLineInfo place) => Malformed(place.LineNumber, place.LinePosition);

    private static AwsException Malformed(int line, int column) =>
        new("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema")
        {
            Details = [new("Position", string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}"))],
        };
}
