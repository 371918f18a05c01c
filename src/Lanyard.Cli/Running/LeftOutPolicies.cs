using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;

namespace Lanyard.Cli.Running;

/// <summary>What of an input file bears policy and was not made: whole resources, and properties of resources that were.</summary>
/// <remarks>
/// Left alone is what can bear only on calls of services that are not answered here (policies of queues, topics and keys), on
/// users, and on other accounts: the roles of tasks are judged, in their own account.
/// </remarks>
internal static class LeftOutPolicies
{
    private const string OtherKey = "KmsKeyId";

    /// <summary>What a file that was made left out.</summary>
    public static IEnumerable<LeftOutPolicy> Of(StackPlan stack) =>
        stack
            .NotMade.Select(resource => OfResource(resource, stack.Made))
            .OfType<LeftOutPolicy>()
            .Concat(
                stack
                    .UnmadeProperties.Where(property => property.BearsPolicy)
                    .Select(property => OfProperty(property, stack.Plans[property.LogicalId]))
            );

    /// <summary>Whether a property that is not made bears on what is allowed.</summary>
    /// <param name="type">The type of the resource.</param>
    /// <param name="name">The property.</param>
    /// <param name="value">What is written; null when the resource that is there has another value.</param>
    public static bool IsBearing(string type, string name, ResolvedNode? value) =>
        (type, name) switch
        {
            ("AWS::ECR::Repository", "RepositoryPolicyText") => true,
            // Whoever reads or writes what another key encrypts needs that key as well.
            ("AWS::SecretsManager::Secret", OtherKey) => value?.Text is not "alias/aws/secretsmanager",
            ("AWS::S3::Bucket", "BucketEncryption") => value?.ToJson().Contains("kms", StringComparison.Ordinal)
                == true,
            ("AWS::S3::Bucket", "AbacStatus") => value?.Text is "Enabled",
            ("AWS::IAM::Role", "Path" or "Tags") or ("AWS::SecretsManager::Secret", "Tags") => true,
            _ => false,
        };

    private static LeftOutPolicy OfProperty(UnmadeProperty property, ResourcePlan plan)
    {
        var what = new LeftOutPolicy($"{property.Property} of {property.LogicalId} ({property.Type})");
        return property.Type == "AWS::IAM::Role"
            ? what with
            {
                Role = plan.RoleName,
            }
            : what with
            {
                Resource = plan.Answers.Attributes.GetValueOrDefault("Arn", plan.Answers.Ref),
                IsOfResource = property.Property == "RepositoryPolicyText",
            };
    }

    private static LeftOutPolicy? OfResource(DeclaredResource resource, MadeAttributes made)
    {
        string? Value(string property) =>
            resource.ResolveProperty(property, made) is { IsScalar: true, Text: var text } ? text : null;
        var what = new LeftOutPolicy($"{resource.LogicalId} ({resource.Type})");
        return resource.Type switch
        {
            "AWS::SecretsManager::ResourcePolicy" => what with
            {
                Service = "secretsmanager",
                Resource = ArnOrNull(Value("SecretId")),
                IsOfResource = true,
            },
            "AWS::SSM::ResourcePolicy" => what with
            {
                Service = "ssm",
                Resource = ArnOrNull(Value("ResourceArn")),
                IsOfResource = true,
            },
            "AWS::ECR::RegistryPolicy" => what with { Service = "ecr" },
            "AWS::Logs::ResourcePolicy" => what with { Service = "logs" },
            "AWS::EC2::VPCEndpoint" when resource.ResolveProperty("PolicyDocument", made) is not null => what with
            {
                Service = ServiceOfEndpoint(Value("ServiceName")),
            },
            "AWS::Organizations::Policy"
                when Value("Type") is null or "SERVICE_CONTROL_POLICY" or "RESOURCE_CONTROL_POLICY" => what,
            _ => null,
        };
    }

    // A name alone does not tell the six characters behind it, so it may be any.
    private static string? ArnOrNull(string? text) =>
        text?.StartsWith("arn:", StringComparison.Ordinal) == true ? text : null;

    // As in com.amazonaws.us-east-1.ecr.dkr; what cannot be told is about all services.
    private static string? ServiceOfEndpoint(string? name) =>
        name?.Split('.') is [_, _, _, var service, ..] ? service : null;
}
