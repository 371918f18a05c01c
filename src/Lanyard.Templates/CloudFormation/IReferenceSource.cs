namespace Lanyard.Templates.CloudFormation;

/// <summary>Answers references to resources while a value is evaluated.</summary>
internal interface IReferenceSource
{
    /// <summary>The value of a reference.</summary>
    /// <param name="attribute">The attribute; null for what <c>Ref</c> returns.</param>
    /// <returns>The value; null when the resource is not made yet.</returns>
    ResolvedNode? Find(string logicalId, string? attribute, TemplateLocation location);
}

/// <summary>Notes what a value refers to, before anything is made.</summary>
internal sealed class RecordedReferences : IReferenceSource
{
    private readonly Dictionary<string, TemplateLocation> _places = new(StringComparer.Ordinal);

    /// <summary>The resources that were referred to, and where first.</summary>
    internal IReadOnlyDictionary<string, TemplateLocation> Places => _places;

    /// <inheritdoc />
    public ResolvedNode Find(string logicalId, string? attribute, TemplateLocation location)
    {
        _places.TryAdd(logicalId, location);
        return ResolvedNode.Unknown(location);
    }
}

/// <summary>Answers from the resources made so far.</summary>
internal sealed class MadeReferences(IResourceAttributes attributes) : IReferenceSource
{
    /// <inheritdoc />
    public ResolvedNode? Find(string logicalId, string? attribute, TemplateLocation location)
    {
        var value = attribute is null ? attributes.Ref(logicalId) : attributes.GetAtt(logicalId, attribute);
        return value is null ? null : ResolvedNode.OfText(value, location);
    }
}
