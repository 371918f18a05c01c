using System.Collections.Frozen;

namespace Lanyard.Policy.Documents;

/// <summary>The condition keys that begin with <c>aws:</c> and that every service may have.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html" />
internal static class GlobalConditionKeys
{
    /// <summary>What all of them begin with.</summary>
    public const string Prefix = "aws:";

    /// <summary>Those that take the name of a tag after a slash, whatever their service.</summary>
    private static readonly FrozenSet<string> Tags = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "PrincipalTag",
        "RequestTag",
        "ResourceTag"
    );

    private static readonly string[] MultivaluedNames =
    [
        "CalledVia",
        "PrincipalOrgPaths",
        "PrincipalServiceNamesList",
        "ResourceOrgPaths",
        "SourceOrgPaths",
        "TagKeys",
        "VpceOrgPaths",
    ];

    private static readonly string[] SingleValuedNames =
    [
        "AssumedRoot",
        "CalledViaAWSMCP",
        "CalledViaFirst",
        "CalledViaLast",
        "ChatbotSourceArn",
        "CurrentTime",
        "Ec2InstanceSourcePrivateIPv4",
        "Ec2InstanceSourceVpc",
        "EpochTime",
        "FederatedProvider",
        "IsMcpServiceAction",
        "MultiFactorAuthAge",
        "MultiFactorAuthPresent",
        "PrincipalAccount",
        "PrincipalArn",
        "PrincipalIsAWSService",
        "PrincipalOrgID",
        "PrincipalOrgMasterAccountId",
        "PrincipalServiceName",
        "PrincipalType",
        "Referer",
        "RequestedRegion",
        "ResourceAccount",
        "ResourceOrgID",
        "SecureTransport",
        "SignInSessionArn",
        "SourceAccount",
        "SourceArn",
        "SourceIdentity",
        "SourceIp",
        "SourceOrgID",
        "SourceVpc",
        "SourceVpcArn",
        "SourceVpce",
        "TokenIssueTime",
        "UserAgent",
        "UserId",
        "Username",
        "ViaAWSMCPService",
        "ViaAWSService",
        "VpcSourceIp",
        "VpceAccount",
        "VpceOrgID",
    ];

    private static readonly FrozenSet<string> SingleValued = SingleValuedNames.ToFrozenSet(
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenSet<string> Known = SingleValuedNames
        .Concat(MultivaluedNames)
        .Concat(Tags)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a key after its prefix, and before the name of a tag, is one of them.</summary>
    public static bool Contains(string name) => Known.Contains(name);

    /// <summary>Whether it has one value at most.</summary>
    public static bool IsSingleValued(string name) => SingleValued.Contains(name);

    /// <summary>Whether a name is followed by a slash and the name of a tag.</summary>
    public static bool IsAboutTags(string name) => Tags.Contains(name);

    /// <summary>The key that was probably meant, prefix and all; null when none is near.</summary>
    public static string? Nearest(string name) =>
        NearestName.Find(name, Known) is { } nearest ? Prefix + nearest : null;
}
