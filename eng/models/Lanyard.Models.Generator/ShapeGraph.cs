using System.Text.Json;

namespace Lanyard.Models.Generator;

/// <summary>The structures that the listed operations of a service reach.</summary>
internal sealed class ShapeGraph
{
    private readonly ApiModel _model;
    private readonly ListedService _service;
    private readonly Dictionary<string, StructureShape> _structures = new(StringComparer.Ordinal);

    /// <summary>Follows the listed operations.</summary>
    public ShapeGraph(ApiModel model, ListedService service)
    {
        (_model, _service) = (model, service);
        foreach (var name in service.Operations)
        {
            var operation = model.Operation(name);
            var input = Top(operation, "input", name);
            var output = Top(operation, "output", name);
            Operations.Add(
                new OperationShape(name, operation, input, output)
                {
                    Summary = Documentation(operation) ?? $"<c>{service.Prefix}:{name}</c>.",
                }
            );
            Mark(input, shape => shape.Inputs.Add(name));
            Mark(output, shape => shape.Outputs.Add(name));
        }

        foreach (var shape in Structures)
        {
            foreach (var used in shape.Members.Select(member => member.Value.Innermost).OfType<RecordShape>())
            {
                if (Named(used.Type) is var other && other != shape)
                {
                    other.Users.Add(shape);
                }
            }
        }

        var twice = _structures
            .Values.GroupBy(shape => shape.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new FormatException($"{service.Prefix}: two shapes would be named {twice.Key}");
        }
    }

    /// <summary>The listed operations.</summary>
    public List<OperationShape> Operations { get; } = [];

    /// <summary>All structures, each once.</summary>
    public IEnumerable<StructureShape> Structures => _structures.Values;

    /// <summary>The structure behind a record's name.</summary>
    public StructureShape Named(string record) => _structures.Values.First(shape => shape.Name == record);

    private StructureShape Top(JsonElement operation, string side, string name)
    {
        var record = name + (side == "input" ? "Input" : "Output");
        StructureShape shape;
        if (operation.TryGetProperty(side, out var reference))
        {
            shape = Structure(reference.GetProperty("shape").GetString()!, record);
        }
        else
        {
            shape = new StructureShape(record, "", null);
            _structures.Add(" " + record, shape);
        }

        shape.IsTop = true;
        shape.Summary = $"The {side} of <c>{_service.Prefix}:{name}</c>.";
        return shape;
    }

    private StructureShape Structure(string name, string? record = null)
    {
        if (_structures.TryGetValue(name, out var known))
        {
            return known;
        }

        var model = _model.Shape(name);
        var shape = new StructureShape(_service.Renames.GetValueOrDefault(name) ?? record ?? name, name, model);
        shape.Summary = Documentation(model) ?? $"The structure <c>{name}</c> of <c>{_service.Prefix}</c>.";
        _structures.Add(name, shape);
        HashSet<string?> required = model.TryGetProperty("required", out var names)
            ? [.. names.EnumerateArray().Select(n => n.GetString())]
            : [];
        foreach (var member in model.GetProperty("members").EnumerateObject())
        {
            var value = Value(member.Value.GetProperty("shape").GetString()!, $"{name}.{member.Name}");
            shape.Members.Add(
                new MemberShape(member.Name, member.Value, value, required.Contains(member.Name))
                {
                    Summary = Documentation(member.Value),
                }
            );
        }

        foreach (var reached in shape.Members.Select(member => member.Value.Innermost).OfType<RecordShape>())
        {
            if (
                shape.Members.Any(member =>
                    member.Value is not RecordShape && member.Property.Equals(reached.Type, StringComparison.Ordinal)
                )
            )
            {
                reached.Codec = $"{_service.Folder}.{reached.Type}";
            }
        }

        return shape;
    }

    private ValueShape Value(string name, string member)
    {
        var model = _model.Shape(name);
        var isSecret = _service.Secrets.Contains(member) || (model.Flag("sensitive") && !_service.Plain.Contains(name));
        return model.GetProperty("type").GetString() switch
        {
            "structure" => new RecordShape(model, Structure(name).Name),
            "list" => new ListShape(model, Value(model.GetProperty("member").GetProperty("shape").GetString()!, name)),
            "map" => new MapShape(model, Value(model.GetProperty("value").GetProperty("shape").GetString()!, name)),
            "string" or "character" or "blob" when isSecret => new ScalarShape(model, "Secret", "Secret"),
            "string" or "character" => new ScalarShape(model, "string", "Text"),
            "integer" => new ScalarShape(model, "int", "Int32"),
            "long" => new ScalarShape(model, "long", "Int64"),
            "float" or "double" => new ScalarShape(model, "double", "Double"),
            "boolean" => new ScalarShape(model, "bool", "Boolean"),
            "timestamp" => new ScalarShape(model, "DateTimeOffset", "Timestamp"),
            "blob" => new ScalarShape(model, "ReadOnlyMemory<byte>", "Blob"),
            var type => throw new FormatException($"{member}: a {type} is not understood"),
        };
    }

    // Published models are documented in words that are not ours to copy.
    private string? Documentation(JsonElement model) =>
        _service.ModelFile is null
            ? null
            : model.Text("documentation")?.Replace("code>", "c>", StringComparison.Ordinal);

    // Follows a shape into its members as long as what is found is new.
    private void Mark(StructureShape shape, Func<StructureShape, bool> mark)
    {
        if (!mark(shape))
        {
            return;
        }

        foreach (var member in shape.Members)
        {
            if (member.Value.Innermost is { } record)
            {
                Mark(Named(record.Type), mark);
            }
        }
    }
}
