using Lanyard.Policy.Documents;

namespace Lanyard.Policy.Evaluation;

/// <summary>Who makes a request, as policies name them.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html" />
public sealed class Principal
{
    private Principal(PrincipalType type, string arn, AccountId account, string userId)
    {
        Type = type;
        Arn = arn;
        Account = account;
        UserId = userId;
    }

    /// <summary>The kind of principal.</summary>
    public PrincipalType Type { get; }

    /// <summary>The ARN that messages show: a user's, a role session's, <c>…:root</c>; a service's name; <c>*</c> for nobody.</summary>
    public string Arn { get; }

    /// <summary>The principal's account; the default for services and anonymous callers, which have none.</summary>
    public AccountId Account { get; }

    /// <summary>For a role session the role's ARN with its path; otherwise null.</summary>
    public string? RoleArn { get; private init; }

    /// <summary>For a federated user the ARN of the IAM user whose permissions it has, where that is known; otherwise null.</summary>
    public string? UserArn { get; private init; }

    /// <summary>For a service its name, such as <c>ecs-tasks.amazonaws.com</c>; otherwise null.</summary>
    public string? ServiceName { get; private init; }

    /// <summary>
    /// For who comes with a web identity or a SAML assertion the provider, as in
    /// <c>arn:aws:iam::111122223333:oidc-provider/example.com</c> or <c>cognito-identity.amazonaws.com</c>; otherwise null.
    /// </summary>
    public string? ProviderName { get; private init; }

    /// <summary>The unique id: <c>AIDA…</c>, <c>AROA…:session-name</c>, the account of root; empty for services and nobody.</summary>
    public string UserId { get; }

    /// <summary>Whether it belongs to an account, whose policies then count: services and strangers do not.</summary>
    internal bool HasAccount =>
        Type is PrincipalType.Root or PrincipalType.User or PrincipalType.RoleSession or PrincipalType.FederatedUser;

    /// <summary>Whether it is a session of a service-linked role, which no policy of an organization limits.</summary>
    internal bool IsServiceLinked { get; private init; }

    /// <summary>The caller of an unsigned request.</summary>
    public static Principal Anonymous { get; } = new(PrincipalType.Anonymous, "*", default, "");

    /// <summary>The root user of an account.</summary>
    /// <param name="partition">As in <c>aws-cn</c>: that of the account.</param>
    public static Principal Root(string partition, AccountId account)
    {
        var id = account.ToString();
        return new(PrincipalType.Root, Policy.Arn.Global(partition, "iam", id, "root").ToString(), account, id);
    }

    /// <summary>An IAM user.</summary>
    /// <param name="arn">As in <c>arn:aws:iam::111122223333:user/path/name</c>.</param>
    /// <param name="userId">As in <c>AIDA…</c>.</param>
    public static Principal User(Arn arn, string userId)
    {
        ArgumentNullException.ThrowIfNull(arn);
        return new(PrincipalType.User, arn.ToString(), AccountId.Parse(arn.Account), userId);
    }

    /// <summary>A session of a role.</summary>
    /// <param name="roleArn">The role's ARN with its path.</param>
    /// <param name="roleId">As in <c>AROA…</c>.</param>
    /// <param name="sessionName">2–64 characters of <c>[\w+=,.@-]</c>.</param>
    public static Principal RoleSession(Arn roleArn, string roleId, string sessionName)
    {
        ArgumentNullException.ThrowIfNull(roleArn);
        var arn = $"arn:{roleArn.Partition}:sts::{roleArn.Account}:assumed-role/{roleArn.Name}/{sessionName}";
        var account = AccountId.Parse(roleArn.Account);
        return new(PrincipalType.RoleSession, arn, account, $"{roleId}:{sessionName}")
        {
            RoleArn = roleArn.ToString(),
            IsServiceLinked = IsServiceLinkedRole(roleArn),
        };
    }

    /// <summary>A role itself, where no session of it is known; policies that name the role name it.</summary>
    /// <param name="roleArn">The role's ARN with its path.</param>
    /// <param name="roleId">As in <c>AROA…</c>.</param>
    public static Principal Role(Arn roleArn, string roleId)
    {
        ArgumentNullException.ThrowIfNull(roleArn);
        return new(PrincipalType.RoleSession, roleArn.ToString(), AccountId.Parse(roleArn.Account), roleId)
        {
            RoleArn = roleArn.ToString(),
            IsServiceLinked = IsServiceLinkedRole(roleArn),
        };
    }

    /// <summary>A session of a federated user.</summary>
    /// <param name="arn">As in <c>arn:aws:sts::111122223333:federated-user/name</c>.</param>
    /// <param name="userArn">The IAM user whose permissions it has; null when not known.</param>
    public static Principal FederatedUser(Arn arn, Arn? userArn = null)
    {
        ArgumentNullException.ThrowIfNull(arn);
        var name = arn.Resource[(arn.Resource.IndexOf('/') + 1)..];
        return new(PrincipalType.FederatedUser, arn.ToString(), AccountId.Parse(arn.Account), $"{arn.Account}:{name}")
        {
            UserArn = userArn?.ToString(),
        };
    }

    /// <summary>Somebody whom an OpenID Connect provider vouches for.</summary>
    /// <param name="providerName">The provider as trust policies name it.</param>
    public static Principal WebIdentity(string providerName) =>
        new(PrincipalType.WebIdentity, providerName, default, "") { ProviderName = providerName };

    /// <summary>Somebody whom a SAML provider vouches for.</summary>
    /// <param name="providerName">The provider as trust policies name it.</param>
    public static Principal Saml(string providerName) =>
        new(PrincipalType.Saml, providerName, default, "") { ProviderName = providerName };

    /// <summary>An AWS service acting as itself.</summary>
    public static Principal Service(string serviceName) =>
        new(PrincipalType.Service, serviceName, default, "") { ServiceName = serviceName };

    /// <summary>Whether a text may be the name of a service, as in <c>ecs-tasks.amazonaws.com</c>.</summary>
    public static bool IsServiceName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ServicePrincipalSyntax.IsName(text);
    }

    private static bool IsServiceLinkedRole(Arn roleArn) =>
        roleArn.Resource.StartsWith("role/aws-service-role/", StringComparison.Ordinal);
}
