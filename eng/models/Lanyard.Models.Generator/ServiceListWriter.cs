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
        code.Line(
            "/// <summary>All services that have a model. Which of their operations are answered is not said here.</summary>"
        );
        code.Block(
            "public static class ModelledServices",
            () =>
            {
                code.Line("/// <summary>The operations of all services that have a model.</summary>");
                code.Deeper(
                    "public static IReadOnlyList<OperationModel> Operations { get; } = [",
                    [.. services.Select(service => $".. {service.Folder}Model.Operations,"), "];"]
                );
                code.Line();
                code.Line("/// <summary>The services.</summary>");
                code.Deeper(
                    "public static IReadOnlyList<ServiceModel> All { get; } = [",
                    [.. services.Select(service => $"{service.Folder}Model.Service,"), "];"]
                );
            }
        );
        return code.ToString();
    }
}
