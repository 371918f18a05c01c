using System.Globalization;
using System.Text.Json;

namespace Lanyard.Models.Generator;

/// <summary>Writes the checks of what the model sets as bounds: required, length, value, pattern and allowed values.</summary>
internal sealed class ConstraintWriter(ShapeGraph graph, ListedService service, bool namesValues)
{
    private readonly Dictionary<string, bool> _constrained = new(StringComparer.Ordinal);

    /// <summary>Whether a structure is checked.</summary>
    public bool Checks(StructureShape shape) => shape.InInput && (shape.IsInput || IsConstrained(shape));

    /// <summary>Adds <c>Check</c> and, to inputs, <c>Violations</c>.</summary>
    public void Write(CodeText code, StructureShape shape)
    {
        if (shape.IsInput)
        {
            code.Line("/// <inheritdoc />");
            code.Line("public IReadOnlyList<ConstraintViolation> Violations() => ConstraintCheck.Of(this, Check);");
            code.Line();
        }

        code.Block(
            $"internal static void Check(ConstraintCheck check, {shape.Name} value)",
            () =>
            {
                foreach (var line in shape.Members.SelectMany(member => Calls(shape, member)))
                {
                    code.Line($"check.{line};");
                }
            }
        );
    }

    // A shape that refers to itself is taken as unconstrained while it is being looked at.
    private bool IsConstrained(StructureShape shape)
    {
        if (_constrained.TryAdd(shape.Name, false))
        {
            _constrained[shape.Name] = shape.Members.SelectMany(member => Calls(shape, member)).Any();
        }

        return _constrained[shape.Name];
    }

    private IEnumerable<string> Calls(StructureShape shape, MemberShape member)
    {
        var arguments = $"\"{member.Path}\", value.{member.Property}";
        if (member.IsRequired)
        {
            yield return $"Required({arguments})";
        }

        if (shape.InInput && member.Value is ListShape or MapShape && member.Value.Model.Number("max") is null)
        {
            yield return AtMost(shape, member, arguments);
        }

        switch (member.Value)
        {
            case ScalarShape { Kind: "Text" or "Secret" } text when text.Model.Text("type") == "string":
                if (Limits(text.Model) is { } limits)
                {
                    yield return $"Text({arguments}, {limits})";
                }

                break;
            case ScalarShape { Kind: "Int32" or "Int64" } number when Bounds(number.Model) is { Length: > 0 } bounds:
                yield return $"Number({arguments}{bounds})";
                break;
            case ListShape list:
                foreach (var call in Calls(list, arguments))
                {
                    yield return call;
                }

                break;
            case MapShape map when Bounds(map.Model) is { Length: > 0 } bounds:
                yield return $"Map({arguments}{bounds})";
                break;
            case RecordShape record when IsConstrained(graph.Named(record.Type)):
                yield return $"Shape({arguments}, {record.Codec}.Check)";
                break;
        }
    }

    // What a caller may make as long as it likes costs everybody; so a list that nothing bounds does not get a model.
    private string AtMost(StructureShape shape, MemberShape member, string arguments)
    {
        var name = $"{shape.WireName}.{member.WireName}";
        if (!service.Bounds.TryGetValue(name, out var bound))
        {
            throw new FormatException(
                $"{service.Prefix}: {name} has no bound in the model; write `bound MOST {name}` into operations.txt"
            );
        }

        return bound.Name is { } called
            ? $"AtMost(\"{called}\", value.{member.Property}, {Text(bound.Most)})"
            : $"AtMost({arguments}, {Text(bound.Most)})";
    }

    private IEnumerable<string> Calls(ListShape list, string arguments)
    {
        if (Bounds(list.Model) is { Length: > 0 } bounds)
        {
            yield return $"List({arguments}{bounds})";
        }

        if (list.Item is ScalarShape { Kind: "Text" } text && Limits(text.Model) is { } limits)
        {
            yield return $"Texts({arguments}, {limits})";
        }

        if (list.Item is RecordShape record && IsConstrained(graph.Named(record.Type)))
        {
            yield return $"Shapes({arguments}, {record.Codec}.Check)";
        }
    }

    private string? Limits(JsonElement model)
    {
        List<string> limits = [];
        if (model.Number("min") is { } min and > 0)
        {
            limits.Add($"Min = {Text(min)}");
        }

        if (model.Number("max") is { } max and < int.MaxValue)
        {
            limits.Add($"Max = {Text(max)}");
        }

        if (model.Text("pattern") is { } pattern)
        {
            limits.Add($"Pattern = \"\"\"{pattern}\"\"\"");
        }

        if (model.TryGetProperty("enum", out var values))
        {
            limits.Add($"Values = [{string.Join(", ", values.EnumerateArray().Select(v => $"\"{v.GetString()}\""))}]");
            if (!namesValues)
            {
                limits.Add("NamesValues = false");
            }
        }

        return limits.Count == 0 ? null : $"new() {{ {string.Join(", ", limits)} }}";
    }

    private static string Bounds(JsonElement model)
    {
        var min =
            model.Number("min") is { } least && (least != 0 || model.Text("type") is "integer" or "long")
                ? $", min: {Text(least)}"
                : "";
        var max = model.Number("max") is { } most ? $", max: {Text(most)}" : "";
        return min + max;
    }

    private static string Text(decimal number) => number.ToString("0", CultureInfo.InvariantCulture);
}
