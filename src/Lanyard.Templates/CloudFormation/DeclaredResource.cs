namespace Lanyard.Templates.CloudFormation;

/// <summary>A resource that a template declares and whose condition holds.</summary>
public sealed class DeclaredResource
{
    internal DeclaredResource() { }

    /// <summary>The name the template gives it.</summary>
    public string LogicalId => throw new NotImplementedException();

    /// <summary>The type, as in <c>AWS::IAM::Role</c>.</summary>
    public string Type => throw new NotImplementedException();

    /// <summary>Whether Lanyard makes resources of this type.</summary>
    public bool IsMade => throw new NotImplementedException();

    /// <summary>Where its logical id is written.</summary>
    public TemplateLocation Location => throw new NotImplementedException();

    /// <summary>The resources it waits for, by <c>DependsOn</c> or by a reference, in the order they are made.</summary>
    public IReadOnlyList<string> DependsOn => throw new NotImplementedException();

    /// <summary>The condition under which it is made; null when it is always.</summary>
    public string? Condition => throw new NotImplementedException();

    /// <summary><c>Delete</c>, <c>Retain</c>, <c>RetainExceptOnCreate</c> or <c>Snapshot</c>; null when not written.</summary>
    public string? DeletionPolicy => throw new NotImplementedException();

    /// <summary>The like for replacement; null when not written.</summary>
    public string? UpdateReplacePolicy => throw new NotImplementedException();

    /// <summary>Answers the properties, once the resources it depends on are made.</summary>
    public Resolution ResolveProperties(IResourceAttributes attributes) => throw new NotImplementedException();
}
