using System.Text.Json;

namespace Lanyard.Models.Generator;

/// <summary>A member of a structure.</summary>
internal sealed record MemberShape(string WireName, JsonElement Reference, ValueShape Value, bool IsRequired)
{
    /// <summary>The property's name.</summary>
    public string Property { get; } = char.ToUpperInvariant(WireName[0]) + WireName[1..];

    /// <summary>What the doc comment says it is; null: nothing that the name does not say.</summary>
    public string? Summary { get; init; }

    /// <summary>The name of a local variable for it.</summary>
    public string Local { get; } = "@" + char.ToLowerInvariant(WireName[0]) + WireName[1..];

    /// <summary>Its name in error texts.</summary>
    public string Path { get; } = char.ToLowerInvariant(WireName[0]) + WireName[1..];

    /// <summary>Where REST puts it: <c>uri</c>, <c>querystring</c>, <c>header</c>, <c>headers</c>; null for the body.</summary>
    public string? Location => Reference.Text("location");

    /// <summary>Its name in queries, headers, forms and XML.</summary>
    public string LocationName => Reference.Text("locationName") ?? WireName;

    /// <summary>Whether it is a body that is not held in memory.</summary>
    public bool Streams => Reference.Flag("streaming") || Value.Model.Flag("streaming");

    /// <summary>How an instant is spelled where it is not the protocol's way: <c>iso8601</c> or <c>rfc822</c>; else null.</summary>
    public string? TimestampFormat => Reference.Text("timestampFormat") ?? Value.Model.Text("timestampFormat");

    /// <summary>The name its XML element has; a flattened list takes it from its item.</summary>
    public string ElementName =>
        Value is ListShape { IsFlattened: true, ItemLocationName: { } item } ? item : LocationName;
}
