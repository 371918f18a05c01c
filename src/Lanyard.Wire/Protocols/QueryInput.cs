using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Protocols;

/// <summary>A form as a tree: <c>Tags.member.1.Key=a</c> is a path of four names.</summary>
internal sealed class QueryInput
{
    private const int MaxDepth = 32;
    private const int ShownDepth = 4;

    private readonly string _name;
    private readonly OrderedDictionary<string, QueryInput> _members = new(StringComparer.Ordinal);
    private string? _value;

    private QueryInput(string name) => _name = name;

    /// <summary>Reads forms into one tree; what comes later wins.</summary>
    public static QueryInput Parse(params IEnumerable<string> forms)
    {
        var root = new QueryInput("");
        foreach (var (name, value) in forms.SelectMany(WireValue.Pairs))
        {
            var path = name.Split('.', MaxDepth + 1);
            if (path.Length > MaxDepth)
            {
                throw Malformed($"Unexpected key {string.Join('.', path[..ShownDepth])}");
            }

            var node = root;
            foreach (var step in path)
            {
                node = node.Member(step);
            }

            node._value = value;
        }

        return root;
    }

    public string? Text(string name) => Find(name)?._value;

    public Secret? Secret(string name) => Text(name) is { } text ? new(text) : null;

    public int? Int32(string name) => Typed(name, WireValue.Int32, "an Integer");

    public long? Int64(string name) => Typed(name, WireValue.Int64, "a Long");

    public double? Double(string name) => Typed(name, WireValue.Double, "a Double");

    public bool? Boolean(string name) => Typed(name, WireValue.Boolean, "a Boolean");

    public DateTimeOffset? Timestamp(string name) => Typed(name, WireValue.Timestamp, "a Timestamp");

    public ReadOnlyMemory<byte>? Blob(string name) => Typed(name, WireValue.Blob, "a Blob");

    public T? Shape<T>(string name, Func<QueryInput, T> read)
        where T : class => Find(name) is { } member ? read(member) : null;

    /// <summary>The items below <c>name.item.N</c>, or below <c>name.N</c> when the list is flattened (item null).</summary>
    public IReadOnlyList<T>? List<T>(string name, string? item, Func<QueryInput, T> readItem) =>
        Find(name) is { } list ? [.. list.Numbered(item).Select(readItem)] : null;

    /// <summary>The entries below <c>name.entry.N.key</c> and <c>….value</c>; flattened without <c>entry</c>.</summary>
    public IReadOnlyDictionary<string, T>? Map<T>(
        string name,
        string? entry,
        string key,
        string value,
        Func<QueryInput, T> readItem
    )
    {
        if (Find(name) is not { } map)
        {
            return null;
        }

        var items = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var pair in map.Numbered(entry))
        {
            var itemKey = pair.Text(key) ?? throw Malformed($"Missing key {pair._name}.{key}");
            items[itemKey] = readItem(pair.Find(value) ?? throw Malformed($"Missing key {pair._name}.{value}"));
        }

        return items;
    }

    public static string TextItem(QueryInput item) => item._value ?? throw item.Mismatch("a String");

    public static Secret SecretItem(QueryInput item) => new(TextItem(item));

    public static int Int32Item(QueryInput item) => item.Typed(WireValue.Int32, "an Integer");

    public static long Int64Item(QueryInput item) => item.Typed(WireValue.Int64, "a Long");

    public static double DoubleItem(QueryInput item) => item.Typed(WireValue.Double, "a Double");

    public static bool BooleanItem(QueryInput item) => item.Typed(WireValue.Boolean, "a Boolean");

    public static DateTimeOffset TimestampItem(QueryInput item) => item.Typed(WireValue.Timestamp, "a Timestamp");

    public static ReadOnlyMemory<byte> BlobItem(QueryInput item) => item.Typed(WireValue.Blob, "a Blob");

    private QueryInput? Find(string name) => _members.GetValueOrDefault(name);

    private QueryInput Member(string name)
    {
        if (!_members.TryGetValue(name, out var member))
        {
            member = new QueryInput(_name.Length == 0 ? name : $"{_name}.{name}");
            _members.Add(name, member);
        }

        return member;
    }

    private IEnumerable<QueryInput> Numbered(string? item)
    {
        var parent = item is null ? this : Find(item);
        return parent is null
            ? []
            : parent
                ._members.Select(pair =>
                    (
                        Index: WireValue.Int32(pair.Key) ?? throw Malformed($"Unexpected key {pair.Value._name}"),
                        pair.Value
                    )
                )
                .OrderBy(pair => pair.Index)
                .Select(pair => pair.Value);
    }

    private T? Typed<T>(string name, Func<string, T?> parse, string wanted)
        where T : struct => Find(name) is { _value: not null } member ? member.Typed(parse, wanted) : null;

    private T Typed<T>(Func<string, T?> parse, string wanted)
        where T : struct => (_value is null ? null : parse(_value)) ?? throw Mismatch(wanted);

    private AwsException Mismatch(string wanted) => Malformed($"The value at {_name} can not be converted to {wanted}");

    private static AwsException Malformed(string message) => new("MalformedInput", message);
}
