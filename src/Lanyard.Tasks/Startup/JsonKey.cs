using System.Globalization;
using System.Text.Json;

namespace Lanyard.Tasks.Startup;

/// <summary>One value out of a secret's JSON, written as the ECS agent writes it: in Go's default format.</summary>
/// <seealso href="https://pkg.go.dev/fmt" />
internal static class JsonKey
{
    /// <summary>The value under a key; null when the text is not a JSON object or has no such key.</summary>
    public static string? Read(string secret, string key)
    {
        try
        {
            using var document = JsonDocument.Parse(secret);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(key, out var value)
                ? Format(value)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Format(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => Format(value.GetDouble()),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Array => $"[{string.Join(' ', value.EnumerateArray().Select(Format))}]",
            JsonValueKind.Object => $"map[{string.Join(' ', Members(value))}]",
            _ => "<nil>",
        };

    // Go prints maps in the order of their keys; the last of several equal keys counts.
    private static IEnumerable<string> Members(JsonElement value)
    {
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = Format(member.Value);
        }

        return members.Select(member => $"{member.Key}:{member.Value}");
    }

    // Every number becomes a float64 and is printed with its shortest digits, with an exponent below 1e-04 and from 1e+06.
    private static string Format(double number)
    {
        var shortest = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture);
        var mantissa = shortest.Split('E');
        var point = mantissa[0].Split('.');
        var all = string.Concat(point);
        var digits = all.TrimStart('0');
        if (digits.Length == 0)
        {
            return "0";
        }

        var shift = mantissa.Length > 1 ? int.Parse(mantissa[1], CultureInfo.InvariantCulture) : 0;
        var exponent = shift + point[0].Length - (all.Length - digits.Length) - 1;
        var text = exponent is < -4 or >= 6 ? Scientific(digits.TrimEnd('0'), exponent) : shortest;
        return number < 0 ? "-" + text : text;
    }

    private static string Scientific(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        var sign = exponent < 0 ? '-' : '+';
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{sign}{Math.Abs(exponent):00}");
    }
}
