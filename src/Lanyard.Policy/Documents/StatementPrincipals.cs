using System.Collections.Immutable;

namespace Lanyard.Policy.Documents;

/// <summary>The <c>Principal</c> or <c>NotPrincipal</c> element of a statement.</summary>
/// <param name="Names">The principals; the bare <c>"*"</c> reads as <c>{"AWS": "*"}</c>.</param>
/// <param name="IsNot">Whether they are those the statement is <em>not</em> about.</param>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html" />
public sealed record StatementPrincipals(ImmutableArray<PrincipalName> Names, bool IsNot);

/// <summary>A principal as a policy names it.</summary>
/// <param name="Category">The key it stands under.</param>
/// <param name="Value">An ARN, an account, a unique id, a service's name, an identity provider or <c>*</c>.</param>
public readonly record struct PrincipalName(PrincipalCategory Category, string Value);

/// <summary>The keys of a principal map.</summary>
public enum PrincipalCategory
{
    /// <summary>Accounts, users, roles and sessions.</summary>
    Aws,

    /// <summary>AWS services.</summary>
    Service,

    /// <summary>Identity providers.</summary>
    Federated,

    /// <summary>Canonical user ids of S3.</summary>
    CanonicalUser,
}
