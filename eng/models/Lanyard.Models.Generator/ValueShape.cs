using System.Text.Json;

namespace Lanyard.Models.Generator;

/// <summary>The type of a member or item.</summary>
internal abstract record ValueShape(JsonElement Model, string Type)
{
    /// <summary>The record at the bottom of lists and maps; null when there is none.</summary>
    public RecordShape? Innermost =>
        this switch
        {
            RecordShape record => record,
            ListShape list => list.Item.Innermost,
            MapShape map => map.Item.Innermost,
            _ => null,
        };
}

/// <summary>A text, number, flag, instant, blob or secret; <c>Kind</c> is the reading word.</summary>
internal sealed record ScalarShape(JsonElement Model, string Type, string Kind) : ValueShape(Model, Type);

/// <summary>A reference to a record.</summary>
internal sealed record RecordShape(JsonElement Model, string Type) : ValueShape(Model, Type)
{
    /// <summary>How the record's readers and writers are named where a property has the record's name.</summary>
    public string Codec { get; set; } = Type;
}

/// <summary>A list.</summary>
internal sealed record ListShape(JsonElement Model, ValueShape Item) : ValueShape(Model, $"IReadOnlyList<{Item.Type}>")
{
    /// <summary>Whether the items stand in the parent.</summary>
    public bool IsFlattened => Model.Flag("flattened");

    /// <summary>The item's name where the model says one.</summary>
    public string? ItemLocationName => Model.GetProperty("member").Text("locationName");

    /// <summary>The item's name in XML and forms.</summary>
    public string ItemName => ItemLocationName ?? "member";
}

/// <summary>A map from texts.</summary>
internal sealed record MapShape(JsonElement Model, ValueShape Item)
    : ValueShape(Model, $"IReadOnlyDictionary<string, {Item.Type}>")
{
    /// <summary>Whether the entries stand in the parent.</summary>
    public bool IsFlattened => Model.Flag("flattened");

    /// <summary>The name of the key.</summary>
    public string KeyName => Model.GetProperty("key").Text("locationName") ?? "key";

    /// <summary>The name of the value.</summary>
    public string ValueName => Model.GetProperty("value").Text("locationName") ?? "value";
}
