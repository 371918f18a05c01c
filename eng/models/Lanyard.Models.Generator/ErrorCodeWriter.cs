namespace Lanyard.Models.Generator;

/// <summary>Writes the error codes that the listed operations of a service document.</summary>
internal static class ErrorCodeWriter
{
    /// <summary>The text of <c>XErrorCodes.g.cs</c>; null when none is documented.</summary>
    public static string? Write(ApiModel model, ListedService service)
    {
        var codes = Codes(model, service);
        if (codes.Count == 0)
        {
            return null;
        }

        var code = ModelFiles.Head(model, service, []);
        code.Line(
            $"/// <summary>The error codes that the operations of <c>{service.Prefix}</c> with a model document.</summary>"
        );
        code.Block(
            $"public static class {service.Folder}ErrorCodes",
            () =>
            {
                foreach (var (name, text) in codes)
                {
                    code.Line($"public const string {name} = \"{text}\";");
                }
            }
        );
        return code.ToString();
    }

    // A code is its own name where C# takes it (EC2's have dots); it is the shape's name where the model has no other.
    private static SortedDictionary<string, string> Codes(ApiModel model, ListedService service)
    {
        var codes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var shapes = service
            .Operations.Select(model.Operation)
            .Where(operation => operation.TryGetProperty("errors", out _))
            .SelectMany(operation => operation.GetProperty("errors").EnumerateArray())
            .Select(error => error.Text("shape")!);
        foreach (var shape in shapes)
        {
            var text = (model.Shape(shape).TryGetProperty("error", out var error) ? error.Text("code") : null) ?? shape;
            codes[text.All(char.IsAsciiLetterOrDigit) ? text : shape] = text;
        }

        return codes;
    }
}
