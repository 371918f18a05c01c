namespace Lanyard.Templates.CloudFormation;

/// <summary>An output that a template declares and whose condition holds.</summary>
public sealed class DeclaredOutput
{
    private readonly OutputDeclaration _declaration;
    private readonly StackScope _scope;

    internal DeclaredOutput(OutputDeclaration declaration, StackScope scope)
    {
        _declaration = declaration;
        _scope = scope;
    }

    /// <summary>The output's name.</summary>
    public string Name => _declaration.Name;

    /// <summary>What the template says about it; null when it says nothing.</summary>
    public string? Description => _declaration.Description;

    /// <summary>Where its name is written.</summary>
    public TemplateLocation Location => _declaration.Location;

    /// <summary>Answers the value, once the resources are made; faults when it needs one that is not made.</summary>
    public Resolution ResolveValue(IResourceAttributes attributes) =>
        PropertyEvaluator.Resolve(
            _declaration.Value,
            _scope,
            new MadeReferences(attributes),
            new EvaluationBudget(),
            owner: null
        );
}
