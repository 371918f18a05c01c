namespace Lanyard.Templates.CloudFormation;

/// <summary>An output that a template declares and whose condition holds.</summary>
public sealed class DeclaredOutput
{
    internal DeclaredOutput() { }

    /// <summary>The output's name.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>What the template says about it; null when it says nothing.</summary>
    public string? Description => throw new NotImplementedException();

    /// <summary>Where its name is written.</summary>
    public TemplateLocation Location => throw new NotImplementedException();

    /// <summary>Answers the value, once the resources are made; faults when it needs one that is not made.</summary>
    public Resolution ResolveValue(IResourceAttributes attributes) => throw new NotImplementedException();
}
