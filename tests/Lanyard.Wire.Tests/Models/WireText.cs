using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Lanyard.Wire.Dialects;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Tests.Models;

/// <summary>Messages as texts that are equal when they mean the same.</summary>
internal static class WireText
{
    public static string Of(WireRequest request, ServiceDialect dialect) =>
        string.Join(
            '\n',
            [
                $"{request.Method} {request.Path}",
                .. Pairs(request.Query),
                .. Headers(request.Headers),
                Body(request.Body, request.BodyStream, dialect, isForm: dialect is QueryDialect),
            ]
        );

    public static string Of(WireResponse response, ServiceDialect dialect) =>
        string.Join(
            '\n',
            [
                WireValue.Format(response.StatusCode),
                .. Headers(response.Headers),
                Body(response.Body, response.BodyStream, dialect, isForm: false),
            ]
        );

    private static IEnumerable<string> Pairs(string form) =>
        WireValue.Pairs(form).Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal);

    // The content type is each protocol's own test; x-amz-id-2 is ours.
    private static IEnumerable<string> Headers(WireHeaders headers) =>
        headers
            .Select(header => $"{header.Key.ToUpperInvariant()}: {header.Value}")
            .Where(line => !line.StartsWith("CONTENT-TYPE: application/", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("CONTENT-TYPE: text/xml", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("X-AMZ-ID-2: ", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string Body(ReadOnlyMemory<byte> body, Stream? stream, ServiceDialect dialect, bool isForm)
    {
        if (stream is not null)
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }

        var text = Encoding.UTF8.GetString(body.Span);
        return text switch
        {
            "" => "",
            _ when isForm => string.Join('\n', Pairs(text)),
            _ when dialect is JsonDialect => Sorted(JsonNode.Parse(text))!.ToJsonString(),
            ['<', ..] => XElement.Parse(text).ToString(SaveOptions.DisableFormatting),
            _ => text,
        };
    }

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members
                    .OrderBy(member => member.Key, StringComparer.Ordinal)
                    .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))
            ),
            JsonArray items => new JsonArray([.. items.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
