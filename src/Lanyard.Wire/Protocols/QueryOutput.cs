using System.Text;

namespace Lanyard.Wire.Protocols;

/// <summary>Writes a form; members of structures and items of lists lengthen the name.</summary>
internal sealed class QueryOutput
{
    private readonly StringBuilder _form = new();
    private string _name = "";

    /// <summary>The form so far.</summary>
    public override string ToString() => _form.ToString();

    public void Member(string name, string? value)
    {
        if (value is not null)
        {
            In(name, value, static (form, text) => Item(form, text));
        }
    }

    public void Member(string name, Secret? value) => Member(name, value?.Reveal());

    public void Member(string name, int? value) => Member(name, value is { } number ? WireValue.Format(number) : null);

    public void Member(string name, long? value) => Member(name, value is { } number ? WireValue.Format(number) : null);

    public void Member(string name, double? value) =>
        Member(name, value is { } number ? WireValue.Format(number) : null);

    public void Member(string name, bool? value) => Member(name, value is { } flag ? WireValue.Format(flag) : null);

    public void Member(string name, DateTimeOffset? value) =>
        Member(name, value is { } instant ? WireValue.Iso8601(instant) : null);

    public void Member(string name, ReadOnlyMemory<byte>? value) =>
        Member(name, value is { } bytes ? WireValue.Format(bytes) : null);

    public void Member<T>(string name, T? value, Action<QueryOutput, T> write)
        where T : class
    {
        if (value is not null)
        {
            In(name, value, write);
        }
    }

    public void List<T>(string name, string? item, IReadOnlyList<T>? items, Action<QueryOutput, T> writeItem)
    {
        if (items is { Count: 0 })
        {
            Member(name, "");
        }

        for (var i = 0; i < items?.Count; i++)
        {
            In(Numbered(name, item, i + 1), items[i], writeItem);
        }
    }

    public void Map<T>(
        string name,
        string? entry,
        string key,
        string value,
        IReadOnlyDictionary<string, T>? items,
        Action<QueryOutput, T> writeItem
    )
    {
        var number = 0;
        foreach (var (itemKey, item) in items ?? new Dictionary<string, T>(StringComparer.Ordinal))
        {
            number++;
            Member($"{Numbered(name, entry, number)}.{key}", itemKey);
            In($"{Numbered(name, entry, number)}.{value}", item, writeItem);
        }
    }

    public static void Item(QueryOutput form, string value)
    {
        form._form.Append(form._form.Length == 0 ? "" : "&");
        form._form.Append(WireValue.Encode(form._name)).Append('=').Append(WireValue.Encode(value));
    }

    public static void Item(QueryOutput form, Secret value) => Item(form, value.Reveal());

    public static void Item(QueryOutput form, int value) => Item(form, WireValue.Format(value));

    public static void Item(QueryOutput form, long value) => Item(form, WireValue.Format(value));

    public static void Item(QueryOutput form, double value) => Item(form, WireValue.Format(value));

    public static void Item(QueryOutput form, bool value) => Item(form, WireValue.Format(value));

    public static void Item(QueryOutput form, DateTimeOffset value) => Item(form, WireValue.Iso8601(value));

    public static void Item(QueryOutput form, ReadOnlyMemory<byte> value) => Item(form, WireValue.Format(value));

    private static string Numbered(string name, string? item, int number) =>
        item is null ? $"{name}.{WireValue.Format(number)}" : $"{name}.{item}.{WireValue.Format(number)}";

    private void In<T>(string name, T value, Action<QueryOutput, T> write)
    {
        var outer = _name;
        _name = outer.Length == 0 ? name : $"{outer}.{name}";
        write(this, value);
        _name = outer;
    }
}
