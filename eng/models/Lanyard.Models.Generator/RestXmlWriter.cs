using System.Text.Json;

namespace Lanyard.Models.Generator;

/// <summary>REST-XML: inputs and outputs are spread over path, query, headers and body; what lies deeper is XML.</summary>
internal sealed class RestXmlWriter(ListedService service, IEnumerable<JsonProperty> operations, string xmlNamespace)
    : ProtocolWriter
{
    private readonly HashSet<string> _streamingInputs =
    [
        .. operations.Where(operation => operation.Value.Text("authtype") == "v4-unsigned-body").Select(o => o.Name),
    ];

    /// <inheritdoc />
    public override string Dialect => "RestXmlDialect.Instance";

    /// <inheritdoc />
    public override IEnumerable<string> Usings(StructureShape shape)
    {
        if (!shape.IsTop || HasDocument(shape))
        {
            yield return "System.Xml";
        }

        if (!shape.IsTop)
        {
            yield return "System.Xml.Linq";
        }

        yield return "Lanyard.Wire.Protocols";
    }

    /// <inheritdoc />
    public override void WriteCodec(CodeText code, StructureShape shape)
    {
        if (!shape.IsTop)
        {
            XmlCodec.Write(code, shape.Name, shape.Members, milliseconds: true);
            return;
        }

        WriteReader(code, shape);
        code.Line();
        code.Block(
            $"internal static void WriteRest(RestOutput output, {shape.Name} value)",
            () =>
            {
                foreach (var member in shape.Members.Where(member => !InDocument(shape, member)))
                {
                    code.Line($"output.{Write(shape, member)};");
                }

                if (HasDocument(shape))
                {
                    code.Line($"output.Document(\"{Root(shape)}\", \"{xmlNamespace}\", value, WriteXml);");
                }
            }
        );
        if (HasDocument(shape))
        {
            code.Line();
            WriteDocument(code, shape);
        }
    }

    /// <inheritdoc />
    public override (string Maker, IEnumerable<string> Arguments) Operation(OperationShape operation)
    {
        var http = operation.Model.GetProperty("http");
        List<string> arguments =
        [
            $"\"{http.Text("method")}\"",
            $"\"{http.Text("requestUri")}\"",
            http.Text("responseCode") ?? "200",
            $"{operation.Input.Name}.ReadRest",
            $"{operation.Input.Name}.WriteRest",
            $"{operation.Output.Name}.ReadRest",
            $"{operation.Output.Name}.WriteRest",
        ];
        if (operation.Input.Members.Any(member => member.Streams) || _streamingInputs.Contains(operation.Name))
        {
            arguments.Add("streamsInput: true");
        }

        return ("RestXmlProtocol.Operation", arguments);
    }

    private void WriteReader(CodeText code, StructureShape shape)
    {
        code.Block(
            $"internal static {shape.Name} ReadRest(RestInput input)",
            () =>
            {
                if (HasDocument(shape))
                {
                    code.Line("var element = input.Document();");
                }

                code.Block(
                    $"return new {shape.Name}",
                    () =>
                    {
                        foreach (var member in shape.Members)
                        {
                            code.Line($"{member.Property} = {Read(shape, member)},");
                        }
                    },
                    "};"
                );
            }
        );
    }

    private void WriteDocument(CodeText code, StructureShape shape)
    {
        List<MemberShape> members = [.. shape.Members.Where(member => InDocument(shape, member))];
        if (service.Unwrapped.Contains(shape.WireName))
        {
            code.Block(
                $"internal static void WriteXml(XmlWriter writer, {shape.Name} value)",
                () => code.Line($"writer.WriteString(value.{members.Single().Property});")
            );
            return;
        }

        XmlCodec.WriteWriter(code, shape.Name, members, milliseconds: true);
    }

    private string Root(StructureShape shape) =>
        service.Unwrapped.Contains(shape.WireName)
            ? shape.Members.Single().WireName
            : service.Roots.GetValueOrDefault(shape.WireName, shape.WireName);

    private static bool HasDocument(StructureShape shape) => shape.Members.Any(member => InDocument(shape, member));

    private static bool InDocument(StructureShape shape, MemberShape member) =>
        shape.Payload is null && member.Location is null;

    private string Read(StructureShape shape, MemberShape member)
    {
        var kind = member.Value is ScalarShape scalar ? scalar.Kind : "TextList";
        return member.Location switch
        {
            "uri" => $"input.Label(\"{member.LocationName}\").{kind}",
            "querystring" => $"input.Query(\"{member.LocationName}\").{kind}",
            "header" => $"input.Header(\"{member.LocationName}\").{kind}",
            "headers" => $"input.Headers(\"{member.LocationName}\")",
            _ when service.Unwrapped.Contains(shape.WireName) => "element.Value.Length == 0 ? null : element.Value",
            _ when InDocument(shape, member) => "element." + XmlCodec.Read(member),
            _ when member.Streams => "input.Stream()",
            _ when member.Value is RecordShape record => $"input.Document({record.Codec}.ReadXml)",
            _ => $"input.{kind}()",
        };
    }

    private string Write(StructureShape shape, MemberShape member)
    {
        var value = $"value.{member.Property}";
        var format = member switch
        {
            { TimestampFormat: "iso8601", Location: "header" } => ", iso8601: true",
            { TimestampFormat: "rfc822", Location: "querystring" } => ", httpDate: true",
            _ => "",
        };
        return member.Location switch
        {
            "uri" => $"Label(\"{member.LocationName}\", {value})",
            "querystring" => $"Query(\"{member.LocationName}\", {value}{format})",
            "header" => $"Header(\"{member.LocationName}\", {value}{format})",
            "headers" => $"PrefixedHeaders(\"{member.LocationName}\", {value})",
            _ when member.Value is RecordShape record =>
                $"Document(\"{member.LocationName}\", \"{xmlNamespace}\", {value}, {record.Codec}.WriteXml)",
            _ => $"Payload({value})",
        };
    }
}
