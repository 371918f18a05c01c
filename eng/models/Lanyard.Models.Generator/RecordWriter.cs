namespace Lanyard.Models.Generator;

/// <summary>Writes a structure as a record.</summary>
internal static class RecordWriter
{
    /// <summary>The text of the record's file.</summary>
    public static string Write(
        ApiModel model,
        ListedService service,
        ProtocolWriter protocol,
        ConstraintWriter? constraints,
        StructureShape shape
    )
    {
        var isChecked = constraints?.Checks(shape) is true;
        var usings = protocol.Usings(shape).Concat(isChecked ? ["Lanyard.Wire.Constraints"] : []);
        var code = ModelFiles.Head(model, service, usings);
        code.Line($"/// <summary>{shape.Summary}</summary>");
        code.Block(
            $"public sealed record {shape.Name}{(isChecked && shape.IsInput ? " : IConstrained" : "")}",
            () =>
            {
                foreach (var member in shape.Members)
                {
                    if (member.Value is ScalarShape { Type: "Secret" } && member.Value.Model.Text("type") == "blob")
                    {
                        code.Line("/// <summary>The bytes in Base64, as on the wire.</summary>");
                    }

                    code.Line($"public {TypeOf(member)}? {member.Property} {{ get; init; }}");
                    code.Line();
                }

                if (isChecked)
                {
                    constraints!.Write(code, shape);
                    code.Line();
                }

                protocol.WriteCodec(code, shape);
            }
        );
        return code.ToString();
    }

    private static string TypeOf(MemberShape member) => member.Streams ? "Stream" : member.Value.Type;
}
