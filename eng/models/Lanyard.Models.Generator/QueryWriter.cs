namespace Lanyard.Models.Generator;

/// <summary>AWS Query: inputs are forms, outputs XML.</summary>
internal sealed class QueryWriter : ProtocolWriter
{
    /// <inheritdoc />
    public override string Dialect => "QueryDialect.Instance";

    /// <inheritdoc />
    public override IEnumerable<string> Usings(StructureShape shape) =>
        shape.InOutput ? ["System.Xml", "System.Xml.Linq", "Lanyard.Wire.Protocols"] : ["Lanyard.Wire.Protocols"];

    /// <inheritdoc />
    public override void WriteCodec(CodeText code, StructureShape shape)
    {
        if (shape.InInput)
        {
            code.Block(
                $"internal static {shape.Name} ReadQuery(QueryInput input) => new()",
                () =>
                {
                    foreach (var member in shape.Members)
                    {
                        code.Line($"{member.Property} = input.{Read(member)},");
                    }
                },
                "};"
            );
            code.Line();
            code.Block(
                $"internal static void WriteQuery(QueryOutput output, {shape.Name} value)",
                () =>
                {
                    foreach (var member in shape.Members)
                    {
                        code.Line($"output.{Write(member)};");
                    }
                }
            );
        }

        if (shape is { InInput: true, InOutput: true })
        {
            code.Line();
        }

        if (shape.InOutput)
        {
            XmlCodec.Write(code, shape.Name, shape.Members, milliseconds: false);
        }
    }

    /// <inheritdoc />
    public override (string Maker, IEnumerable<string> Arguments) Operation(OperationShape operation) =>
        (
            "AwsQueryProtocol.Operation",
            [
                operation.ResultWrapper is { } wrapper ? $"\"{wrapper}\"" : "null",
                $"{operation.Input.Name}.ReadQuery",
                $"{operation.Input.Name}.WriteQuery",
                $"{operation.Output.Name}.ReadXml",
                $"{operation.Output.Name}.WriteXml",
            ]
        );

    private static string Read(MemberShape member) =>
        member.Value switch
        {
            ScalarShape scalar => $"{scalar.Kind}({Name(member)})",
            RecordShape record => $"Shape({Name(member)}, {record.Codec}.ReadQuery)",
            ListShape list => $"List({Name(member)}, {Item(list)}, {ReadItem(list.Item)})",
            MapShape map =>
                $"Map({Name(member)}, {Entry(map)}, \"{map.KeyName}\", \"{map.ValueName}\", {ReadItem(map.Item)})",
            _ => throw new FormatException(member.WireName),
        };

    private static string Write(MemberShape member) =>
        member.Value switch
        {
            RecordShape record => $"Member({Name(member)}, value.{member.Property}, {record.Codec}.WriteQuery)",
            ListShape list => $"List({Name(member)}, {Item(list)}, value.{member.Property}, {WriteItem(list.Item)})",
            MapShape map =>
                $"Map({Name(member)}, {Entry(map)}, \"{map.KeyName}\", \"{map.ValueName}\", value.{member.Property}, {WriteItem(map.Item)})",
            _ => $"Member({Name(member)}, value.{member.Property})",
        };

    private static string Name(MemberShape member) => $"\"{member.ElementName}\"";

    private static string Item(ListShape list) => list.IsFlattened ? "null" : $"\"{list.ItemName}\"";

    private static string Entry(MapShape map) => map.IsFlattened ? "null" : "\"entry\"";

    private static string ReadItem(ValueShape value) =>
        value switch
        {
            ScalarShape scalar => $"QueryInput.{scalar.Kind}Item",
            RecordShape record => $"{record.Codec}.ReadQuery",
            _ => throw new FormatException($"forms with a {value.Type} in a list are not understood"),
        };

    private static string WriteItem(ValueShape value) =>
        value is RecordShape record ? $"{record.Codec}.WriteQuery" : "QueryOutput.Item";
}
