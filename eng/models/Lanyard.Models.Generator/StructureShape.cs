using System.Text.Json;

namespace Lanyard.Models.Generator;

/// <summary>A structure that becomes a record.</summary>
/// <param name="Name">The record's name.</param>
/// <param name="WireName">The shape's name in the model; empty for the input or output that an operation lacks.</param>
internal sealed record StructureShape(string Name, string WireName, JsonElement? Model)
{
    /// <summary>The members in the model's order.</summary>
    public List<MemberShape> Members { get; } = [];

    /// <summary>What the doc comment says it is.</summary>
    public string Summary { get; set; } = "";

    /// <summary>Whether it is the whole input or output of an operation.</summary>
    public bool IsTop { get; set; }

    /// <summary>Whether it is the whole input of an operation.</summary>
    public bool IsInput => IsTop && InInput;

    /// <summary>Whether it is part of an input.</summary>
    public bool InInput { get; set; }

    /// <summary>Whether it is part of an output.</summary>
    public bool InOutput { get; set; }

    /// <summary>The member that is the whole body (REST); null when there is none.</summary>
    public string? Payload => Model?.Text("payload");
}
