using Lanyard.Templates.CloudFormation;

namespace Lanyard.Cli.Running;

/// <summary>What resources answer to <c>Ref</c> and <c>Fn::GetAtt</c>: as planned before they are made, as made afterwards.</summary>
internal sealed class MadeAttributes : IResourceAttributes
{
    private readonly Dictionary<string, ResourceAnswers> _resources = new(StringComparer.Ordinal);

    /// <summary>Notes what a resource answers.</summary>
    public void Set(string logicalId, ResourceAnswers answers) => _resources[logicalId] = answers;

    /// <inheritdoc />
    public string? Ref(string logicalId) => _resources.GetValueOrDefault(logicalId)?.Ref;

    /// <inheritdoc />
    public string? GetAtt(string logicalId, string attribute) =>
        _resources.GetValueOrDefault(logicalId)?.Attributes.GetValueOrDefault(attribute);
}

/// <summary>What one resource answers.</summary>
/// <param name="Ref">To <c>Ref</c>.</param>
/// <param name="Attributes">To <c>Fn::GetAtt</c>, by name.</param>
internal sealed record ResourceAnswers(string Ref, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>The properties that a resource that was there already keeps, whatever the template says.</summary>
    public IReadOnlyList<string> Unchanged { get; init; } = [];

    /// <summary>A resource with attributes given as pairs.</summary>
    public static ResourceAnswers Of(string reference, params (string Name, string Value)[] attributes) =>
        new(reference, attributes.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));
}
