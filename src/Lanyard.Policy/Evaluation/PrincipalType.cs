namespace Lanyard.Policy.Evaluation;

/// <summary>What kind of principal makes a request.</summary>
public enum PrincipalType
{
    /// <summary>Nobody: an unsigned request.</summary>
    Anonymous,

    /// <summary>The root user of an account.</summary>
    Root,

    /// <summary>An IAM user.</summary>
    User,

    /// <summary>A session of an assumed role.</summary>
    RoleSession,

    /// <summary>A federated user's session.</summary>
    FederatedUser,

    /// <summary>An AWS service acting as itself, such as <c>ecs-tasks.amazonaws.com</c>.</summary>
    Service,

    /// <summary>Somebody an OpenID Connect provider vouches for, who assumes a role with a web identity.</summary>
    WebIdentity,

    /// <summary>Somebody a SAML provider vouches for, who assumes a role with an assertion.</summary>
    Saml,
}
