namespace Lanyard.Models.Generator;

/// <summary>AWS JSON: <c>ReadJson</c> and <c>WriteJson</c> on every record.</summary>
internal sealed class JsonWriter(string version) : ProtocolWriter
{
    /// <inheritdoc />
    public override string Dialect => version == "1.0" ? "JsonDialect.Json10" : "JsonDialect.Json11";

    /// <inheritdoc />
    public override IEnumerable<string> Usings(StructureShape shape) => ["System.Text.Json", "Lanyard.Wire.Protocols"];

    /// <inheritdoc />
    public override void WriteCodec(CodeText code, StructureShape shape)
    {
        code.Block($"internal static {shape.Name} ReadJson(ref Utf8JsonReader reader)", () => WriteReader(code, shape));
        code.Line();
        code.Block(
            $"internal static void WriteJson(Utf8JsonWriter writer, {shape.Name} value)",
            () =>
            {
                code.Line("writer.WriteStartObject();");
                foreach (var member in shape.Members)
                {
                    code.Line($"writer.{MemberCall(member)};");
                }

                code.Line("writer.WriteEndObject();");
            }
        );
    }

    /// <inheritdoc />
    public override (string Maker, IEnumerable<string> Arguments) Operation(OperationShape operation) =>
        (
            "AwsJsonProtocol.Operation",
            [
                $"{operation.Input.Name}.ReadJson",
                $"{operation.Input.Name}.WriteJson",
                $"{operation.Output.Name}.ReadJson",
                $"{operation.Output.Name}.WriteJson",
            ]
        );

    private static void WriteReader(CodeText code, StructureShape shape)
    {
        foreach (var member in shape.Members)
        {
            code.Line($"{member.Value.Type}? {member.Local} = null;");
        }

        code.Line("reader.StartShape();");
        code.Block(
            "while (reader.NextMember())",
            () =>
            {
                var otherwise = "";
                foreach (var member in shape.Members)
                {
                    code.Line(
                        $"{otherwise}if (reader.ValueTextEquals(\"{member.WireName}\"u8)) {member.Local} = {ReadMember(member.Value)};"
                    );
                    otherwise = "else ";
                }

                code.Line($"{otherwise}reader.Skip();");
            }
        );
        code.Line();
        if (shape.Members.Count == 0)
        {
            code.Line($"return new {shape.Name}();");
            return;
        }

        code.Block(
            $"return new {shape.Name}",
            () =>
            {
                foreach (var member in shape.Members)
                {
                    code.Line($"{member.Property} = {member.Local},");
                }
            },
            "};"
        );
    }

    private static string ReadMember(ValueShape value) =>
        value switch
        {
            ScalarShape scalar => $"reader.{scalar.Kind}()",
            RecordShape record => $"reader.Shape({record.Codec}.ReadJson)",
            ListShape list => $"reader.List({ReadItem(list.Item)})",
            MapShape map => $"reader.Map({ReadItem(map.Item)})",
            _ => throw new FormatException(value.Type),
        };

    private static string ReadItem(ValueShape value) =>
        value switch
        {
            ScalarShape scalar => $"JsonInput.{scalar.Kind}Item",
            RecordShape record => $"{record.Codec}.ReadJson",
            ListShape list => $"static (ref item) => JsonInput.ListItem(ref item, {ReadItem(list.Item)})",
            MapShape map => $"static (ref item) => JsonInput.MapItem(ref item, {ReadItem(map.Item)})",
            _ => throw new FormatException(value.Type),
        };

    private static string MemberCall(MemberShape member) =>
        member.Value switch
        {
            ListShape list => $"List(\"{member.WireName}\"u8, value.{member.Property}, {WriteItem(list.Item)})",
            MapShape map => $"Map(\"{member.WireName}\"u8, value.{member.Property}, {WriteItem(map.Item)})",
            RecordShape record => $"Member(\"{member.WireName}\"u8, value.{member.Property}, {record.Codec}.WriteJson)",
            _ => $"Member(\"{member.WireName}\"u8, value.{member.Property})",
        };

    private static string WriteItem(ValueShape value) =>
        value switch
        {
            RecordShape record => $"{record.Codec}.WriteJson",
            ListShape list => $"static (writer, items) => JsonOutput.Items(writer, items, {WriteItem(list.Item)})",
            MapShape map => $"static (writer, items) => JsonOutput.Items(writer, items, {WriteItem(map.Item)})",
            _ => "JsonOutput.Item",
        };
}
