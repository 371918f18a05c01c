namespace Lanyard.Models.Generator;

/// <summary>The XML readers and writers that Query answers and REST-XML bodies share.</summary>
internal static class XmlCodec
{
    /// <summary>Adds <c>ReadXml</c> and <c>WriteXml</c>.</summary>
    public static void Write(CodeText code, string name, IReadOnlyList<MemberShape> members, bool milliseconds)
    {
        code.Block(
            $"internal static {name} ReadXml(XElement element) => new()",
            () =>
            {
                foreach (var member in members)
                {
                    code.Line($"{member.Property} = element.{Read(member)},");
                }
            },
            "};"
        );
        code.Line();
        WriteWriter(code, name, members, milliseconds);
    }

    /// <summary>Adds <c>WriteXml</c> alone.</summary>
    public static void WriteWriter(CodeText code, string name, IReadOnlyList<MemberShape> members, bool milliseconds) =>
        code.Block(
            $"internal static void WriteXml(XmlWriter writer, {name} value)",
            () =>
            {
                foreach (var member in members)
                {
                    code.Line($"writer.{Write(member, milliseconds)};");
                }
            }
        );

    /// <summary>The call that reads a member of an element.</summary>
    public static string Read(MemberShape member) =>
        member.Value switch
        {
            ScalarShape scalar => $"{scalar.Kind}({Name(member)})",
            RecordShape record => $"Shape({Name(member)}, {record.Codec}.ReadXml)",
            ListShape { IsFlattened: true } list => $"FlatList({Name(member)}, {ReadItem(list.Item)})",
            ListShape list => $"List({Name(member)}, \"{list.ItemName}\", {ReadItem(list.Item)})",
            MapShape { IsFlattened: false } map =>
                $"Map({Name(member)}, \"entry\", \"{map.KeyName}\", \"{map.ValueName}\", {ReadItem(map.Item)})",
            _ => throw new FormatException($"XML with a {member.Value.Type} is not understood"),
        };

    private static string Write(MemberShape member, bool milliseconds) =>
        member.Value switch
        {
            RecordShape record => $"Member({Name(member)}, value.{member.Property}, {record.Codec}.WriteXml)",
            ListShape { IsFlattened: true } list =>
                $"FlatList({Name(member)}, value.{member.Property}, {WriteItem(list.Item)})",
            ListShape list =>
                $"List({Name(member)}, \"{list.ItemName}\", value.{member.Property}, {WriteItem(list.Item)})",
            MapShape { IsFlattened: false } map =>
                $"Map({Name(member)}, \"entry\", \"{map.KeyName}\", \"{map.ValueName}\", value.{member.Property}, {WriteItem(map.Item)})",
            ScalarShape { Kind: "Timestamp" } when member.TimestampFormat == "rfc822" =>
                $"Member({Name(member)}, value.{member.Property} is {{ }} date ? WireValue.HttpDate(date) : null)",
            ScalarShape { Kind: "Timestamp" } when milliseconds =>
                $"Member({Name(member)}, value.{member.Property}, milliseconds: true)",
            _ => $"Member({Name(member)}, value.{member.Property})",
        };

    private static string Name(MemberShape member) => $"\"{member.ElementName}\"";

    private static string ReadItem(ValueShape value) =>
        value switch
        {
            ScalarShape scalar => $"XmlInput.{scalar.Kind}Item",
            RecordShape record => $"{record.Codec}.ReadXml",
            _ => throw new FormatException($"XML with a {value.Type} in a list is not understood"),
        };

    private static string WriteItem(ValueShape value) =>
        value is RecordShape record ? $"{record.Codec}.WriteXml" : "XmlOutput.Item";
}
