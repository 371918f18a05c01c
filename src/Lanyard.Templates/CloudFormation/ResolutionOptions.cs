using Lanyard.Policy;

namespace Lanyard.Templates.CloudFormation;

/// <summary>What a template is resolved with.</summary>
public sealed record ResolutionOptions
{
    /// <summary>Values for the template's parameters, by name; lists are comma separated.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary><c>AWS::AccountId</c>.</summary>
    public AccountId AccountId { get; init; }

    /// <summary><c>AWS::Region</c>.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary><c>AWS::Partition</c>: that of the region.</summary>
    public string Partition => Partitions.OfRegion(Region);

    /// <summary><c>AWS::StackName</c>; also the stem of generated names.</summary>
    public required string StackName { get; init; }

    /// <summary><c>AWS::StackId</c>, an ARN.</summary>
    public required string StackId { get; init; }

    /// <summary>
    /// Whether made resources may refer to resources of types that are not made; their attributes are then asked like
    /// any other. A run refuses them; an offline check allows them.
    /// </summary>
    public bool AllowsReferencesToUnmade { get; init; }
}
