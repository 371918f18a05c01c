namespace Lanyard.Templates.CloudFormation;

/// <summary>A resource as a template declares it, functions unanswered.</summary>
internal sealed record ResourceDeclaration(string LogicalId, string Type, TemplateLocation Location)
{
    internal TemplateNode? Properties { get; init; }

    internal IReadOnlyList<WrittenName> DependsOn { get; init; } = [];

    internal WrittenName? Condition { get; init; }

    internal string? DeletionPolicy { get; init; }

    internal string? UpdateReplacePolicy { get; init; }

    /// <summary>What Lanyard knows about its type; null when it does not make it.</summary>
    internal ResourceType? MadeAs { get; } = ResourceType.Find(Type);

    /// <summary>As messages name it.</summary>
    internal string Description => $"`{LogicalId}` ({Type})";
}

/// <summary>An output as a template declares it, functions unanswered.</summary>
internal sealed record OutputDeclaration(string Name, TemplateLocation Location, TemplateNode Value)
{
    internal string? Description { get; init; }

    internal WrittenName? Condition { get; init; }

    internal TemplateNode? Export { get; init; }
}
