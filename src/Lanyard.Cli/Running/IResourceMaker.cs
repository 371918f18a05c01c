using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;

namespace Lanyard.Cli.Running;

/// <summary>Makes resources of one type by API calls.</summary>
internal interface IResourceMaker
{
    /// <summary>The type, as in <c>AWS::IAM::Role</c>.</summary>
    string Type { get; }

    /// <summary>Reads a resource's properties; what is wrong with them goes to the reader or the context.</summary>
    ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context);
}
