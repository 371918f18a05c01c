namespace Lanyard.Policy.Documents;

/// <summary>How long documents may be, in characters; AWS's numbers unless set otherwise.</summary>
/// <remarks>
/// Quotas over several documents together, as over all inline policies of a role, are for the one who holds them.
/// White space does not count in IAM's and STS's documents; in those of organizations and endpoints it does.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html" />
/// <seealso href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html" />
public sealed record PolicyLimits
{
    /// <summary>The quotas of an AWS account that never asked for others.</summary>
    public static PolicyLimits Aws { get; } = new();

    /// <summary>
    /// What AWS's own managed policies keep, which is no quota: the longest, <c>AWSSupportServiceRolePolicy</c>, has over
    /// 150,000 characters.
    /// </summary>
    public static PolicyLimits AwsManaged { get; } = new() { Document = 1_048_576, Managed = 1_048_576 };

    /// <summary>The longest document of any kind that is read at all, white space included.</summary>
    /// <value>131,072 by default, as IAM's API.</value>
    public int Document { get; init; } = 131_072;

    /// <summary>A customer managed policy or a boundary.</summary>
    /// <value>6,144 by default.</value>
    public int Managed { get; init; } = 6_144;

    /// <summary>An inline policy of a role: no more than all of them together.</summary>
    /// <value>10,240 by default.</value>
    public int Inline { get; init; } = 10_240;

    /// <summary>A role's trust policy.</summary>
    /// <value>2,048 by default; AWS raises it on request.</value>
    public int Trust { get; init; } = 2_048;

    /// <summary>A session policy in plain text.</summary>
    /// <value>2,048 by default.</value>
    public int Session { get; init; } = 2_048;

    /// <summary>A service control policy, white space included.</summary>
    /// <value>5,120 by default.</value>
    public int ServiceControl { get; init; } = 5_120;

    /// <summary>A resource control policy, white space included.</summary>
    /// <value>5,120 by default.</value>
    public int ResourceControl { get; init; } = 5_120;

    /// <summary>The policy of a VPC endpoint, white space included.</summary>
    /// <value>20,480 by default.</value>
    /// <seealso href="https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html" />
    public int Endpoint { get; init; } = 20_480;
}
