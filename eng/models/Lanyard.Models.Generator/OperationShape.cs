using System.Text.Json;

namespace Lanyard.Models.Generator;

/// <summary>An operation with its input and output.</summary>
internal sealed record OperationShape(string Name, JsonElement Model, StructureShape Input, StructureShape Output)
{
    /// <summary>What the doc comment says it is.</summary>
    public required string Summary { get; init; }

    /// <summary>The element around the output's members (Query); null when the operation has no output.</summary>
    public string? ResultWrapper =>
        Model.TryGetProperty("output", out var output) ? output.Text("resultWrapper") : null;
}
