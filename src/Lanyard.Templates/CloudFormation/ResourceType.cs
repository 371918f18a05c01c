namespace Lanyard.Templates.CloudFormation;

/// <summary>A type of resource that Lanyard makes, and what it answers to <c>Ref</c> and <c>Fn::GetAtt</c>.</summary>
/// <param name="Name">As in <c>AWS::IAM::Role</c>.</param>
/// <param name="RefReturns">What <c>Ref</c> returns.</param>
/// <param name="Attributes">The names <c>Fn::GetAtt</c> takes.</param>
/// <remarks>
/// What easily surprises: the <c>Arn</c> of a log group ends with <c>:*</c>, <c>Ref</c> of a bucket policy is the bucket's
/// name, and <c>Ref</c> of a secret is its whole ARN with the random suffix.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html" />
public sealed record ResourceType(string Name, RefValue RefReturns, IReadOnlyList<string> Attributes)
{
    private static readonly ResourceType[] All =
    [
        new("AWS::IAM::Role", RefValue.Name, ["Arn", "RoleId"]),
        new(
            "AWS::IAM::ManagedPolicy",
            RefValue.Arn,
            [
                "PolicyArn",
                "PolicyId",
                "DefaultVersionId",
                "AttachmentCount",
                "PermissionsBoundaryUsageCount",
                "IsAttachable",
                "CreateDate",
                "UpdateDate",
            ]
        ),
        new("AWS::IAM::Policy", RefValue.Name, ["Id"]),
        new("AWS::IAM::RolePolicy", RefValue.Name, []),
        new("AWS::IAM::UserPolicy", RefValue.Name, []),
        new("AWS::IAM::User", RefValue.Name, ["Arn"]),
        new("AWS::ECR::Repository", RefValue.Name, ["Arn", "RepositoryUri"]),
        new("AWS::Logs::LogGroup", RefValue.Name, ["Arn"]),
        new("AWS::SecretsManager::Secret", RefValue.Arn, ["Id"]),
        new("AWS::SSM::Parameter", RefValue.Name, ["Type", "Value"]),
        new(
            "AWS::S3::Bucket",
            RefValue.Name,
            ["Arn", "DomainName", "DualStackDomainName", "RegionalDomainName", "WebsiteURL"]
        ),
        new("AWS::S3::BucketPolicy", RefValue.Name, []),
        new("AWS::ECS::Cluster", RefValue.Name, ["Arn"]),
        new("AWS::ECS::TaskDefinition", RefValue.Arn, ["TaskDefinitionArn"]),
    ];

    private static readonly Dictionary<string, ResourceType> ByName = All.ToDictionary(
        type => type.Name,
        StringComparer.Ordinal
    );

    /// <summary>The type of that name; null when Lanyard does not make it.</summary>
    public static ResourceType? Find(string name) => ByName.GetValueOrDefault(name);
}

/// <summary>What <c>Ref</c> of a resource returns.</summary>
public enum RefValue
{
    /// <summary>The resource's name.</summary>
    Name,

    /// <summary>The resource's ARN.</summary>
    Arn,
}
