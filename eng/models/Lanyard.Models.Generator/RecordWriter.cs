namespace Lanyard.Models.Generator;

/// <summary>Writes structures as records with their checks, readers and writers.</summary>
internal sealed class RecordWriter(ProtocolWriter protocol, ConstraintWriter? constraints)
{
    /// <summary>The namespaces that a record needs.</summary>
    public IEnumerable<string> Usings(StructureShape shape) =>
        protocol.Usings(shape).Concat(Checks(shape) ? ["Lanyard.Wire.Constraints"] : []);

    /// <summary>Adds the record.</summary>
    public void Write(CodeText code, StructureShape shape)
    {
        code.Line($"/// <summary>{shape.Summary}</summary>");
        code.Block(
            $"public sealed record {shape.Name}{(Checks(shape) && shape.IsInput ? " : IConstrained" : "")}",
            () =>
            {
                foreach (var member in shape.Members)
                {
                    WriteProperty(code, member);
                }

                if (Checks(shape))
                {
                    constraints!.Write(code, shape);
                    code.Line();
                }

                protocol.WriteCodec(code, shape);
            }
        );
    }

    private bool Checks(StructureShape shape) => constraints?.Checks(shape) is true;

    private static void WriteProperty(CodeText code, MemberShape member)
    {
        var isBase64 = member.Value is ScalarShape { Type: "Secret" } && member.Value.Model.Text("type") == "blob";
        if ((isBase64 ? "The bytes in Base64, as on the wire." : member.Summary) is { } summary)
        {
            code.Line($"/// <summary>{summary}</summary>");
        }

        code.Line($"public {(member.Streams ? "Stream" : member.Value.Type)}? {member.Property} {{ get; init; }}");
        code.Line();
    }
}
