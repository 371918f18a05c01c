namespace Lanyard.Policy.Evaluation;

/// <summary>
/// How policies are read where AWS's documentation leaves it open. Each setting says what the default takes to be so;
/// none changes what is documented.
/// </summary>
public sealed record PolicySettings
{
    /// <summary>Everything as is most likely.</summary>
    public static PolicySettings Default { get; } = new();

    /// <summary>
    /// Whether <c>NotPrincipal</c> spares a caller only when its account, its role and itself are all listed; otherwise one
    /// of them is enough.
    /// </summary>
    public bool NotPrincipalNeedsWholeChain { get; init; } = true;

    /// <summary>Whether a principal that is a role names it with its path; otherwise the role's name is enough.</summary>
    public bool RolePathsCount { get; init; } = true;

    /// <summary>Whether a key that is present with nothing but empty texts counts as a key without a value.</summary>
    public bool EmptyValuesAreNull { get; init; } = true;

    /// <summary>Whether a date without a zone is in UTC; otherwise it compares with nothing.</summary>
    public bool DatesWithoutZoneAreUtc { get; init; } = true;

    /// <summary>Whether <c>True</c> equals <c>true</c>.</summary>
    public bool BooleansFoldCase { get; init; } = true;

    /// <summary>Whether an IPv6 address without a prefix length is that one address; otherwise it compares with nothing.</summary>
    public bool Ipv6WithoutLengthIsOneAddress { get; init; } = true;

    /// <summary>
    /// Whether a value that is no ARN differs from every ARN, so that <c>ArnNotLike</c> holds; otherwise neither
    /// <c>ArnLike</c> nor <c>ArnNotLike</c> holds.
    /// </summary>
    public bool NoArnDiffersFromArns { get; init; } = true;

    /// <summary>Whether <c>*</c> and <c>?</c> in the value of a policy variable are ordinary characters.</summary>
    public bool WildcardsInVariablesAreLiteral { get; init; } = true;
}
