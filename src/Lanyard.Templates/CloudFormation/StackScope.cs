namespace Lanyard.Templates.CloudFormation;

/// <summary>Everything that functions can look up in a stack besides the resources' attributes.</summary>
internal sealed class StackScope(
    CloudFormationTemplate template,
    ResolutionOptions options,
    IReadOnlyDictionary<string, ParameterValue> parameters
)
{
    private readonly Dictionary<string, ResourceDeclaration> _resources = template.Resources.ToDictionary(
        resource => resource.LogicalId,
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, TemplateNode> _mappings = template.Mappings.ToDictionary(
        mapping => mapping.Key,
        mapping => mapping.Value,
        StringComparer.Ordinal
    );

    internal CloudFormationTemplate Template => template;

    internal ResolutionOptions Options => options;

    /// <summary>The conditions that hold, and those that do not.</summary>
    internal Dictionary<string, bool> Conditions { get; } = new(StringComparer.Ordinal);

    internal ParameterValue? Parameter(string name) => parameters.GetValueOrDefault(name);

    /// <summary>Whether the template declares a parameter of that name, with a usable value or not.</summary>
    internal bool Declares(string parameter) => template.Parameters.Any(declared => declared.Name == parameter);

    internal ResourceDeclaration? Resource(string logicalId) => _resources.GetValueOrDefault(logicalId);

    internal TemplateNode? Mapping(string name) => _mappings.GetValueOrDefault(name);

    internal bool Holds(WrittenName? condition) => condition is not { } name || Conditions.GetValueOrDefault(name.Name);
}
