using System.Text.Json;

namespace Lanyard.Models.Generator;

/// <summary>A structure that becomes a record.</summary>
internal sealed class StructureShape(string name, string wireName, JsonElement? model)
{
    /// <summary>The record's name.</summary>
    public string Name { get; } = name;

    /// <summary>The shape's name in the model; empty for the input or output that an operation lacks.</summary>
    public string WireName { get; } = wireName;

    /// <summary>The members in the model's order.</summary>
    public List<MemberShape> Members { get; } = [];

    /// <summary>What the doc comment says it is.</summary>
    public string Summary { get; set; } = "";

    /// <summary>Whether it is the whole input or output of an operation.</summary>
    public bool IsTop { get; set; }

    /// <summary>Whether it is the whole input of an operation.</summary>
    public bool IsInput => IsTop && InInput;

    /// <summary>Whether it is part of an input.</summary>
    public bool InInput => Inputs.Count > 0;

    /// <summary>Whether it is part of an output.</summary>
    public bool InOutput => Outputs.Count > 0;

    /// <summary>The operations whose input it is part of.</summary>
    public HashSet<string> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>The operations whose output it is part of.</summary>
    public HashSet<string> Outputs { get; } = new(StringComparer.Ordinal);

    /// <summary>The operation that alone uses it; null when several do.</summary>
    public string? OnlyOperation => Inputs.Union(Outputs, StringComparer.Ordinal).ToList() is [var one] ? one : null;

    /// <summary>The structures that have members of it, but for itself.</summary>
    public HashSet<StructureShape> Users { get; } = [];

    /// <summary>The outermost structure of several operations that alone leads to it; itself when several lead to it.</summary>
    public StructureShape Root => !IsTop && Users is { Count: 1 } ? Users.Single().Root : this;

    /// <summary>The member that is the whole body (REST); null when there is none.</summary>
    public string? Payload => model?.Text("payload");
}
