namespace Lanyard.Policy.Matching;

/// <summary>How closely a resource policy names a principal; decides which other layers limit the grant.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html" />
internal enum GrantStrength
{
    /// <summary>It does not name the principal.</summary>
    None,

    /// <summary>It names the account, which leaves the choice to the account's identity policies.</summary>
    Account,

    /// <summary>It names the role: boundary and session policies still limit.</summary>
    Role,

    /// <summary>It names the user, the session, the service or everyone: nothing's silence limits it.</summary>
    Direct,
}
