namespace Lanyard.Templates.CloudFormation;

/// <summary>What the resources made so far answer to <c>Ref</c> and <c>Fn::GetAtt</c>.</summary>
public interface IResourceAttributes
{
    /// <summary>What <c>Ref</c> of a resource returns; null when the resource is not made.</summary>
    string? Ref(string logicalId);

    /// <summary>What <c>Fn::GetAtt</c> returns; null when the resource is not made.</summary>
    string? GetAtt(string logicalId, string attribute);
}
