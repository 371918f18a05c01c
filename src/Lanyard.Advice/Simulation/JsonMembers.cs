using System.Text.Json;

namespace Lanyard.Advice.Simulation;

/// <summary>Reads members of JSON objects as cases have them: a null is as good as none.</summary>
internal static class JsonMembers
{
    /// <summary>A member; null when it is not there.</summary>
    /// <exception cref="MalformedCaseException">The name of another member is no text.</exception>
    public static JsonElement? Find(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        try
        {
            return element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
                ? member
                : null;
        }
        catch (InvalidOperationException)
        {
            throw new MalformedCaseException($"a name beside `{name}` holds half a surrogate pair");
        }
    }

    /// <summary>A string; null when it is not there.</summary>
    /// <exception cref="MalformedCaseException">It is there and no string.</exception>
    public static string? Text(this JsonElement element, string name) =>
        element.Find(name) is not { } member ? null
        : member.ValueKind == JsonValueKind.String ? TextOf(member, name)
        : throw new MalformedCaseException($"`{name}` must be a string");

    /// <summary>A string that must be there.</summary>
    /// <exception cref="MalformedCaseException">It is not there, or no string.</exception>
    public static string RequireText(this JsonElement element, string name) =>
        element.Text(name) ?? throw new MalformedCaseException($"`{name}` is missing");

    /// <summary>True or false; null when it is not there.</summary>
    /// <exception cref="MalformedCaseException">It is there and neither true nor false.</exception>
    public static bool? Flag(this JsonElement element, string name) =>
        element.Find(name) is not { } member ? null
        : member.ValueKind is JsonValueKind.True or JsonValueKind.False ? member.GetBoolean()
        : throw new MalformedCaseException($"`{name}` must be true or false");

    /// <summary>The items of a list; none when it is not there.</summary>
    /// <exception cref="MalformedCaseException">It is there and no list.</exception>
    public static IReadOnlyList<JsonElement> Items(this JsonElement element, string name) =>
        element.Find(name) is not { } member ? []
        : member.ValueKind == JsonValueKind.Array ? [.. member.EnumerateArray()]
        : throw new MalformedCaseException($"`{name}` must be a list");

    /// <summary>The strings of a list; none when it is not there.</summary>
    /// <exception cref="MalformedCaseException">It is there and no list of strings.</exception>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        [
            .. element
                .Items(name)
                .Select(item =>
                    item.ValueKind == JsonValueKind.String
                        ? TextOf(item, name)
                        : throw new MalformedCaseException($"`{name}` must be a list of strings")
                ),
        ];

    /// <summary>The name of a member.</summary>
    /// <exception cref="MalformedCaseException">It is no text.</exception>
    public static string NameOf(JsonProperty member, string name)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw new MalformedCaseException($"a name in `{name}` holds half a surrogate pair");
        }
    }

    /// <summary>The text of a string.</summary>
    /// <exception cref="MalformedCaseException">It is no text.</exception>
    public static string TextOf(JsonElement element, string name)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 alone is JSON, but no text.
            throw new MalformedCaseException($"`{name}` holds half a surrogate pair");
        }
    }
}
