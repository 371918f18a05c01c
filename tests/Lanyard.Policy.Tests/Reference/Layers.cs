namespace Lanyard.Policy.Tests.Reference;

/// <summary>The policies of every layer, as texts.</summary>
internal sealed record Layers(string[] Identity, string? Boundary, string[] Session, string? Resource, bool IsRequired)
{
    /// <summary>Level by level; none at all is no organization.</summary>
    public string[][] ServiceControl { get; init; } = [];

    public string[][] ResourceControl { get; init; } = [];

    public string? Endpoint { get; init; }
}
