using System.Text.Json;

namespace Lanyard.Templates.Documents;

/// <summary>Reads a JSON object that a template holds as a text, as in <c>PolicyDocument: '{"Version": …}'</c>.</summary>
internal static class DocumentText
{
    /// <summary>The object; null when the text is not a JSON object. Every place in it is the text's own.</summary>
    internal static ResolvedNode? Read(ResolvedNode text)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = TemplateTextReader.MaximumDepth };
            using var document = JsonDocument.Parse(text.Text, options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Convert(document.RootElement, text.Location)
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The second is the answer to half of a surrogate pair.
            return null;
        }
    }

    private static ResolvedNode Convert(JsonElement element, TemplateLocation location) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => ResolvedNode.OfMap(
                [
                    .. element
                        .EnumerateObject()
                        .Select(member => new ResolvedEntry(member.Name, location, Convert(member.Value, location))),
                ],
                location
            ),
            JsonValueKind.Array => ResolvedNode.OfList(
                [.. element.EnumerateArray().Select(item => Convert(item, location))],
                location
            ),
            JsonValueKind.Number => ResolvedNode.OfNumber(element.GetRawText(), location),
            JsonValueKind.True => ResolvedNode.OfBoolean(value: true, location),
            JsonValueKind.False => ResolvedNode.OfBoolean(value: false, location),
            JsonValueKind.Null => ResolvedNode.OfNull(location),
            _ => ResolvedNode.OfText(element.GetString()!, location),
        };
}
