using System.Globalization;
using System.Text;

namespace Lanyard.Wire;

/// <summary>How single values are spelled in forms, XML, headers and queries.</summary>
internal static class WireValue
{
    public static string Format(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Format(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Format(bool value) => value ? "true" : "false";

    public static string Format(ReadOnlyMemory<byte> value) => Convert.ToBase64String(value.Span);

    /// <summary>ISO 8601 in UTC; milliseconds only when there are some, or when the protocol always has them.</summary>
    public static string Iso8601(DateTimeOffset value, bool milliseconds = false) =>
        milliseconds || value.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMillisecond
            ? Wire.Iso8601.Milliseconds(value)
            : Wire.Iso8601.Seconds(value);

    /// <summary>The date of HTTP headers, as in <c>Tue, 24 Nov 2026 10:00:00 GMT</c>.</summary>
    public static string HttpDate(DateTimeOffset value) =>
        value.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture);

    public static int? Int32(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static long? Int64(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static double? Double(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static bool? Boolean(string text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) ? true
        : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false
        : null;

    /// <summary>An instant in ISO 8601, as an HTTP date or in seconds since 1970.</summary>
    public static DateTimeOffset? Timestamp(string text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, Utc, out var date))
        {
            return date;
        }

        if (Int64(text) is { } seconds and >= -62_135_596_800 and <= 253_402_300_799)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        return
            text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var instant)
            ? instant
            : null;
    }

    public static ReadOnlyMemory<byte>? Blob(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes.AsMemory(0, length) : null;
    }

    /// <summary>Percent-encodes as RFC 3986 wants it, optionally sparing <c>/</c>.</summary>
    public static string Encode(string text, bool keepSlashes = false)
    {
        var encoded = Uri.EscapeDataString(text);
        return keepSlashes ? encoded.Replace("%2F", "/", StringComparison.Ordinal) : encoded;
    }

    /// <summary>Undoes percent-encoding; in forms and queries <c>+</c> is a blank.</summary>
    public static string Decode(string text, bool plusIsBlank) =>
        Uri.UnescapeDataString(plusIsBlank ? text.Replace('+', ' ') : text);

    /// <summary>The pairs of a form or query in order; a name without <c>=</c> has an empty value.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(string form)
    {
        foreach (var pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0
                ? new(Decode(pair, plusIsBlank: true), "")
                : new(Decode(pair[..equals], plusIsBlank: true), Decode(pair[(equals + 1)..], plusIsBlank: true));
        }
    }

    public static string Utf8(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
