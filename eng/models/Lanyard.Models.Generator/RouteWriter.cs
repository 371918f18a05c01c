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
        var level = path switch
        {
            "/" => "Service",
            "/{Bucket}" => "Bucket",
            "/{Bucket}/{Key+}" => "Key",
            _ => throw new FormatException($"{operation.Name}: path {path} is not understood"),
        };
        var required = Required(model, operation.Value).ToList();
        string[] parameters =
        [
            .. required.Where(m => m.Text("location") == "querystring").Select(m => m.Text("locationName")!),
        ];
        var header = required.Any(m => m.Text("locationName") is CopySource) ? $"\"{CopySource}\"" : "null";
        return $"new(\"{operation.Name}\", \"{http.Text("method")}\", RestLevel.{level}, [{Quoted(fixedPairs)}], [{Quoted(parameters)}], {header})";
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

    private static string Quoted(IEnumerable<string> texts) => string.Join(", ", texts.Select(text => $"\"{text}\""));
}
