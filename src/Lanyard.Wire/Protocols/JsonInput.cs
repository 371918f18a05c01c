using System.Globalization;
using System.Text.Json;
using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Protocols;

/// <summary>The words that generated code reads JSON with. A JSON null is an absent member.</summary>
internal static class JsonInput
{
    /// <summary>Enters a structure.</summary>
    public static void StartShape(this ref Utf8JsonReader reader)
    {
        if (reader.Value() != JsonTokenType.StartObject)
        {
            throw reader.Fault("Expected structure or null");
        }
    }

    /// <summary>Moves to the next member's name; false at the structure's end.</summary>
    public static bool NextMember(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.EndObject;
    }

    public static string? Text(this ref Utf8JsonReader reader) => reader.IsNull() ? null : TextItem(ref reader);

    public static Secret? Secret(this ref Utf8JsonReader reader) => reader.IsNull() ? null : SecretItem(ref reader);

    public static int? Int32(this ref Utf8JsonReader reader) => reader.IsNull() ? null : Int32Item(ref reader);

    public static long? Int64(this ref Utf8JsonReader reader) => reader.IsNull() ? null : Int64Item(ref reader);

    public static double? Double(this ref Utf8JsonReader reader) => reader.IsNull() ? null : DoubleItem(ref reader);

    public static bool? Boolean(this ref Utf8JsonReader reader) => reader.IsNull() ? null : BooleanItem(ref reader);

    public static DateTimeOffset? Timestamp(this ref Utf8JsonReader reader) =>
        reader.IsNull() ? null : TimestampItem(ref reader);

    public static ReadOnlyMemory<byte>? Blob(this ref Utf8JsonReader reader) =>
        reader.IsNull() ? null : BlobItem(ref reader);

    public static T? Shape<T>(this ref Utf8JsonReader reader, JsonRead<T> read)
        where T : class => reader.IsNull() ? null : read(ref reader);

    public static IReadOnlyList<T>? List<T>(this ref Utf8JsonReader reader, JsonRead<T> readItem) =>
        reader.IsNull() ? null : ListItem(ref reader, readItem);

    public static IReadOnlyDictionary<string, T>? Map<T>(this ref Utf8JsonReader reader, JsonRead<T> readItem) =>
        reader.IsNull() ? null : MapItem(ref reader, readItem);

    public static string TextItem(ref Utf8JsonReader reader) =>
        reader.Value() == JsonTokenType.String ? reader.GetString()! : throw reader.Mismatch("a String");

    public static Secret SecretItem(ref Utf8JsonReader reader) => new(TextItem(ref reader));

    public static int Int32Item(ref Utf8JsonReader reader)
    {
        if (reader.Value() != JsonTokenType.Number)
        {
            throw reader.Mismatch("an Integer");
        }

        return reader.TryGetInt32(out var number) ? number
            : reader.TryWhole(int.MinValue, int.MaxValue) is { } whole ? (int)whole
            : throw reader.Mismatch("an Integer");
    }

    public static long Int64Item(ref Utf8JsonReader reader)
    {
        if (reader.Value() != JsonTokenType.Number)
        {
            throw reader.Mismatch("a Long");
        }

        return reader.TryGetInt64(out var number) ? number
            : reader.TryWhole(long.MinValue, long.MaxValue) is { } whole ? (long)whole
            : throw reader.Mismatch("a Long");
    }

    public static double DoubleItem(ref Utf8JsonReader reader) =>
        reader.Value() == JsonTokenType.Number && reader.TryGetDouble(out var number)
            ? number
            : throw reader.Mismatch("a Double");

    public static bool BooleanItem(ref Utf8JsonReader reader) =>
        reader.Value() switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw reader.Mismatch("a Boolean"),
        };

    public static DateTimeOffset TimestampItem(ref Utf8JsonReader reader)
    {
        // Year 1 to 9999 in seconds around 1970.
        const decimal Earliest = -62_135_596_800m;
        const decimal Latest = 253_402_300_799m;
        return
            reader.Value() == JsonTokenType.Number
            && reader.TryGetDecimal(out var seconds)
            && seconds is >= Earliest and <= Latest
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw reader.Mismatch("a Timestamp");
    }

    public static ReadOnlyMemory<byte> BlobItem(ref Utf8JsonReader reader) =>
        reader.Value() == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes)
            ? bytes
            : throw reader.Mismatch("a Blob");

    public static IReadOnlyList<T> ListItem<T>(ref Utf8JsonReader reader, JsonRead<T> readItem)
    {
        if (reader.Value() != JsonTokenType.StartArray)
        {
            throw reader.Fault("Expected list or null");
        }

        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(readItem(ref reader));
        }

        return items;
    }

    public static IReadOnlyDictionary<string, T> MapItem<T>(ref Utf8JsonReader reader, JsonRead<T> readItem)
    {
        if (reader.Value() != JsonTokenType.StartObject)
        {
            throw reader.Fault("Expected map or null");
        }

        var items = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        while (reader.NextMember())
        {
            var key = reader.GetString()!;
            items[key] = readItem(ref reader);
        }

        return items;
    }

    /// <summary>A fault of the sender's with its position in the body.</summary>
    public static AwsException Fault(this ref Utf8JsonReader reader, string message) =>
        new(
            "SerializationException",
            string.Create(CultureInfo.InvariantCulture, $"{message} at byte {reader.TokenStartIndex}")
        );

    private static JsonTokenType Value(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.None)
        {
            reader.Read();
        }

        return reader.TokenType;
    }

    private static bool IsNull(this ref Utf8JsonReader reader) => reader.Value() == JsonTokenType.Null;

    private static decimal? TryWhole(this ref Utf8JsonReader reader, decimal least, decimal most) =>
        reader.TryGetDecimal(out var number) && number >= least && number <= most && decimal.Truncate(number) == number
            ? number
            : null;

    private static AwsException Mismatch(this ref Utf8JsonReader reader, string wanted) =>
        reader.TokenType switch
        {
            JsonTokenType.StartObject => reader.Fault("Start of structure or map found where not expected"),
            JsonTokenType.StartArray => reader.Fault("Start of list found where not expected"),
            JsonTokenType.Number => reader.Fault($"NUMBER_VALUE can not be converted to {wanted}"),
            JsonTokenType.String => reader.Fault($"STRING_VALUE can not be converted to {wanted}"),
            JsonTokenType.True => reader.Fault($"TRUE_VALUE can not be converted to {wanted}"),
            JsonTokenType.False => reader.Fault($"FALSE_VALUE can not be converted to {wanted}"),
            _ => reader.Fault($"NULL_VALUE can not be converted to {wanted}"),
        };
}
