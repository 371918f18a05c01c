namespace Lanyard.Models.Generator;

/// <summary>Writes the class that names a service and its operations.</summary>
internal static class ServiceWriter
{
    private const int NamesPerLine = 4;

    /// <summary>The text of <c>XModel.g.cs</c>.</summary>
    public static string Write(ApiModel model, ListedService service, ProtocolWriter protocol, ShapeGraph graph)
    {
        var code = ModelFiles.Head(model, service, ["Lanyard.Wire.Dialects", "Lanyard.Wire.Protocols"]);
        code.Line(
            $"/// <summary><c>{service.Prefix}</c> on the wire: the service and the operations that have a model.</summary>"
        );
        code.Block(
            $"public static class {service.Folder}Model",
            () =>
            {
                WriteService(code, model, service, protocol);
                foreach (var operation in graph.Operations)
                {
                    var types = $"{operation.Input.Name}, {operation.Output.Name}";
                    var (maker, arguments) = protocol.Operation(operation);
                    List<string> all = ["Service", $"\"{operation.Name}\"", .. arguments];
                    code.Line();
                    code.Line($"/// <summary>{operation.Summary}</summary>");
                    code.Deeper(
                        $"public static OperationModel<{types}> {operation.Name} {{ get; }} = {maker}<{types}>(",
                        all.Select((argument, index) => argument + (index == all.Count - 1 ? ");" : ","))
                    );
                }

                code.Line();
                code.Line("/// <summary>The operations that have a model.</summary>");
                code.Deeper(
                    "public static IReadOnlyList<OperationModel> Operations { get; } = [",
                    [.. graph.Operations.Select(operation => operation.Name + ","), "];"]
                );
            }
        );
        return code.ToString();
    }

    private static void WriteService(CodeText code, ApiModel model, ListedService service, ProtocolWriter protocol)
    {
        code.Line("/// <summary>The service.</summary>");
        code.Block(
            "public static ServiceModel Service { get; } = new()",
            () =>
            {
                code.Line($"Prefix = \"{service.Prefix}\",");
                code.Line($"SigningName = \"{model.Fact("signingName") ?? model.Fact("endpointPrefix")}\",");
                var dialect = service.Dialect is { } own ? $"{own}Dialect.Instance" : protocol.Dialect;
                code.Line($"Dialect = {dialect},");
                code.Line($"ApiVersion = \"{model.Fact("apiVersion")}\",");
                if (model.Fact("targetPrefix") is { } prefix)
                {
                    code.Line($"TargetPrefix = \"{prefix}\",");
                }

                if (ModelFiles.XmlNamespace(model) is { Length: > 0 } xmlNamespace)
                {
                    code.Line($"XmlNamespace = \"{xmlNamespace}\",");
                }

                if (service.IsGlobal)
                {
                    code.Line("IsGlobal = true,");
                }

                if (protocol is RestXmlWriter)
                {
                    code.Line($"Routes = {service.Folder}Routes.All,");
                }

                WriteNames(code, model);
            },
            "};"
        );
    }

    // All names of the service, with or without a model, so that what exists is told from what does not.
    private static void WriteNames(CodeText code, ApiModel model) =>
        code.Deeper(
            "OperationNames = [",
            [
                .. model
                    .Operations.Select(operation => $"\"{operation.Name}\",")
                    .Order(StringComparer.Ordinal)
                    .Chunk(NamesPerLine)
                    .Select(names => string.Join(' ', names)),
                "],",
            ]
        );
}
