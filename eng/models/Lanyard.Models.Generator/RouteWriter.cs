using System.Text.Json;

namespace Lanyard.Models.Generator;

/// <summary>Writes what tells the operations of a REST service apart: method, path and parameters.</summary>
internal static class RouteWriter
{
    // The only header that chooses an operation: with it PutObject is CopyObject.
    private const string CopySource = "x-amz-copy-source";

    /// <summary>The text of <c>XRoutes.g.cs</c>.</summary>
    public static string Write(ApiModel model, ListedService service)
    {
        var code = ModelFiles.Head(model, service, ["Lanyard.Wire.Protocols"]);
        code.Line(
            $"/// <summary>How the operations of <c>{service.Prefix}</c> are told apart, with or without a model.</summary>"
        );
        code.Block(
            $"internal static class {service.Folder}Routes",
            () =>
                code.Deeper(
                    "public static RestRoute[] All { get; } = [",
                    [
                        .. model
                            .Operations.Where(o => !o.Value.Flag("deprecated") && !service.Dropped.Contains(o.Name))
                            .Select(operation => Route(model, operation) + ","),
                        "];",
                    ]
                )
        );
        return code.ToString();
    }

    private static string Route(ApiModel model, JsonProperty operation)
    {
        var http = operation.Value.GetProperty("http");
        var template = http.Text("requestUri")!;
        var question = template.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? template : template[..question];
        string[] fixedPairs = question < 0 ? [] : [.. template[(question + 1)..].Split('&')];
        var required = Required(model, operation.Value).ToList();
        string[] parameters =
        [
            .. required.Where(m => m.Text("location") == "querystring").Select(m => m.Text("locationName")!),
        ];
        List<string> facts = [];
        AddList(facts, "Fixed", fixedPairs);
        AddList(facts, "Required", parameters);
        if (required.Any(m => m.Text("locationName") is CopySource))
        {
            facts.Add($"Header = \"{CopySource}\"");
        }

        var more = facts.Count == 0 ? "" : $" {{ {string.Join(", ", facts)} }}";
        return $"new(\"{operation.Name}\", \"{http.Text("method")}\", \"{path}\"){more}";
    }

    private static void AddList(List<string> facts, string name, string[] texts)
    {
        if (texts.Length > 0)
        {
            facts.Add($"{name} = [{string.Join(", ", texts.Select(text => $"\"{text}\""))}]");
        }
    }

    private static IEnumerable<JsonElement> Required(ApiModel model, JsonElement operation)
    {
        if (!operation.TryGetProperty("input", out var input))
        {
            yield break;
        }

        var shape = model.Shape(input.Text("shape")!);
        if (shape.TryGetProperty("required", out var names))
        {
            foreach (var name in names.EnumerateArray())
            {
                yield return shape.GetProperty("members").GetProperty(name.GetString()!);
            }
        }
    }
}
