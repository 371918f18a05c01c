namespace Lanyard.Templates.CloudFormation;

/// <summary>A resource that a template declares and whose condition holds.</summary>
public sealed class DeclaredResource
{
    private readonly ResourceDeclaration _declaration;
    private readonly StackScope _scope;

    internal DeclaredResource(ResourceDeclaration declaration, StackScope scope, IReadOnlyList<string> dependsOn)
    {
        _declaration = declaration;
        _scope = scope;
        DependsOn = dependsOn;
    }

    /// <summary>The name the template gives it.</summary>
    public string LogicalId => _declaration.LogicalId;

    /// <summary>The type, as in <c>AWS::IAM::Role</c>.</summary>
    public string Type => _declaration.Type;

    /// <summary>Whether Lanyard makes resources of this type.</summary>
    public bool IsMade => _declaration.MadeAs is not null;

    /// <summary>Where its logical id is written.</summary>
    public TemplateLocation Location => _declaration.Location;

    /// <summary>As messages name it: <c>`AppRole` (AWS::IAM::Role)</c>.</summary>
    public string Description => _declaration.Description;

    /// <summary>The resources it waits for, by <c>DependsOn</c> or by a reference, in the order they are made.</summary>
    public IReadOnlyList<string> DependsOn { get; }

    /// <summary>The condition under which it is made; null when it is always.</summary>
    public string? Condition => _declaration.Condition?.Name;

    /// <summary><c>Delete</c>, <c>Retain</c>, <c>RetainExceptOnCreate</c> or <c>Snapshot</c>; null when not written.</summary>
    public string? DeletionPolicy => _declaration.DeletionPolicy;

    /// <summary>The like for replacement; null when not written.</summary>
    public string? UpdateReplacePolicy => _declaration.UpdateReplacePolicy;

    /// <summary>Answers the properties, once the resources it depends on are made.</summary>
    /// <remarks>
    /// A stack without faults has its functions tried already: what can still fail is an attribute that the maker does
    /// not answer, or a function of one, as an index outside an attribute that is split.
    /// </remarks>
    public Resolution ResolveProperties(IResourceAttributes attributes) =>
        _declaration.Properties is { } properties
            ? PropertyEvaluator.Resolve(
                properties,
                _scope,
                new MadeReferences(attributes),
                new EvaluationBudget(),
                _declaration
            )
            : new Resolution(ResolvedNode.OfMap([], Location), []);

    /// <summary>Answers one property, whether the others can be answered or not.</summary>
    /// <returns>Null when it is not written, or cannot be answered, or is <c>AWS::NoValue</c>.</returns>
    public ResolvedNode? ResolveProperty(string name, IResourceAttributes attributes) =>
        _declaration.Properties is MapNode properties && properties.Find(name) is { } entry
            ? PropertyEvaluator
                .Resolve(entry.Value, _scope, new MadeReferences(attributes), new EvaluationBudget(), _declaration)
                .Value
            : null;
}
