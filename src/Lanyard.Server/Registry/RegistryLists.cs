using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Lanyard.Server.Registry;

/// <summary>Lists of tags and repositories, whole or in pages: <c>n</c> at the most, those after <c>last</c>.</summary>
/// <seealso href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags" />
internal static class RegistryLists
{
    /// <summary>Writes a list, and a link to its next page if there is one.</summary>
    /// <param name="name">Whose list it is; null for the registry's own.</param>
    /// <param name="values">All of them, ordered byte by byte.</param>
    public static async Task WriteAsync(HttpContext context, string? name, string list, IEnumerable<string> values)
    {
        var query = context.Request.Query;
        var last = query["last"].ToString();
        var rest = values.Where(value => string.CompareOrdinal(value, last) > 0).ToList();
        if (query.TryGetValue("n", out var n))
        {
            if (!int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var most))
            {
                await RegistryErrors.WriteAsync(context, 400, "PAGINATION_NUMBER_INVALID", "`n` is not a number");
                return;
            }

            if (most > 0 && rest.Count > most)
            {
                rest.RemoveRange(most, rest.Count - most);
                var next = new QueryBuilder { { "n", n.ToString() }, { "last", rest[^1] } };
                context.Response.Headers.Link = $"<{context.Request.Path}{next}>; rel=\"next\"";
            }
        }

        var body = Write(name, list, rest);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static ReadOnlyMemory<byte> Write(string? name, string list, IEnumerable<string> values)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            if (name is not null)
            {
                writer.WriteString("name", name);
            }

            writer.WriteStartArray(list);
            foreach (var value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return body.ToArray();
    }
}
