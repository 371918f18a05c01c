namespace Lanyard.Models.Generator;

/// <summary>Writes the list of all services that have a model.</summary>
internal static class ServiceListWriter
{
    /// <summary>The list's file below the models folder.</summary>
    public const string File = "ModelledServices.g.cs";

    /// <summary>The text of the file.</summary>
    public static string Write(IReadOnlyCollection<ListedService> services)
    {
        var usings = services.Select(service => $"Lanyard.Wire.Models.{service.Folder}");
        var code = ModelFiles.Head(
            "eng/models/operations.txt",
            "Lanyard.Wire.Models",
            [.. usings, "Lanyard.Wire.Protocols"]
        );
        code.Line("/// <summary>All services that have a model.</summary>");
        code.Block(
            "public static partial class ModelledServices",
            () =>
            {
                code.Deeper(
                    "private static readonly ModelledService[] Entries = [",
                    [.. services.Select(service => Entry($"{service.Folder}Model")), "];"]
                );
                code.Line();
                code.Line("/// <summary>The services.</summary>");
                code.Line(
                    "public static IReadOnlyList<ServiceModel> All { get; } = [.. Entries.Select(entry => entry.Service)];"
                );
                code.Line();
                code.Line("/// <summary>The operations of all services that have a model.</summary>");
                code.Line(
                    "public static IEnumerable<OperationModel> Operations => Entries.SelectMany(entry => entry.Operations);"
                );
            }
        );
        return code.ToString();
    }

    private static string Entry(string model) => $"new({model}.Service, {model}.Operations, {model}.OperationNames),";
}
