using System.Text.Json;

namespace Lanyard.Wire.Protocols;

/// <summary>The words that generated code writes JSON with. What is null is not written.</summary>
internal static class JsonOutput
{
    public static void Member(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void Member(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Secret? value) =>
        writer.Member(name, value?.Reveal());

    public static void Member(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void Member(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void Member(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void Member(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }

    public static void Member(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            writer.WritePropertyName(name);
            Item(writer, instant);
        }
    }

    public static void Member(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlyMemory<byte>? value)
    {
        if (value is { } bytes)
        {
            writer.WriteBase64String(name, bytes.Span);
        }
    }

    public static void Member<T>(
        this Utf8JsonWriter writer,
        ReadOnlySpan<byte> name,
        T? value,
        Action<Utf8JsonWriter, T> write
    )
        where T : class
    {
        if (value is not null)
        {
            writer.WritePropertyName(name);
            write(writer, value);
        }
    }

    public static void List<T>(
        this Utf8JsonWriter writer,
        ReadOnlySpan<byte> name,
        IReadOnlyList<T>? items,
        Action<Utf8JsonWriter, T> writeItem
    )
    {
        if (items is not null)
        {
            writer.WritePropertyName(name);
            Items(writer, items, writeItem);
        }
    }

    public static void Map<T>(
        this Utf8JsonWriter writer,
        ReadOnlySpan<byte> name,
        IReadOnlyDictionary<string, T>? items,
        Action<Utf8JsonWriter, T> writeItem
    )
    {
        if (items is not null)
        {
            writer.WritePropertyName(name);
            Items(writer, items, writeItem);
        }
    }

    public static void Item(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);

    public static void Item(Utf8JsonWriter writer, Secret value) => writer.WriteStringValue(value.Reveal());

    public static void Item(Utf8JsonWriter writer, int value) => writer.WriteNumberValue(value);

    public static void Item(Utf8JsonWriter writer, long value) => writer.WriteNumberValue(value);

    public static void Item(Utf8JsonWriter writer, double value) => writer.WriteNumberValue(value);

    public static void Item(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

    /// <summary>Seconds since 1970, to the millisecond as AWS writes them.</summary>
    public static void Item(Utf8JsonWriter writer, DateTimeOffset value) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds() / 1000m);

    public static void Item(Utf8JsonWriter writer, ReadOnlyMemory<byte> value) =>
        writer.WriteBase64StringValue(value.Span);

    public static void Items<T>(Utf8JsonWriter writer, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> writeItem)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            writeItem(writer, item);
        }

        writer.WriteEndArray();
    }

    public static void Items<T>(
        Utf8JsonWriter writer,
        IReadOnlyDictionary<string, T> items,
        Action<Utf8JsonWriter, T> writeItem
    )
    {
        writer.WriteStartObject();
        foreach (var (key, item) in items)
        {
            writer.WritePropertyName(key);
            writeItem(writer, item);
        }

        writer.WriteEndObject();
    }
}
