namespace Lanyard.Policy.Evaluation;

/// <summary>Who makes a request, as policies name them.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html" />
public sealed class Principal
{
    private Principal(
        PrincipalType type,
        string arn,
        AccountId account,
        string? roleArn,
        string? service,
        string userId
    )
    {
        Type = type;
        Arn = arn;
        Account = account;
        RoleArn = roleArn;
        ServiceName = service;
        UserId = userId;
    }

    /// <summary>The kind of principal.</summary>
    public PrincipalType Type { get; }

    /// <summary>The ARN that messages show: a user's, a role session's, <c>…:root</c>; a service's name; <c>*</c> for nobody.</summary>
    public string Arn { get; }

    /// <summary>The principal's account; the default for services and anonymous callers, which have none.</summary>
    public AccountId Account { get; }

    /// <summary>For a role session the role's ARN with its path; otherwise null.</summary>
    public string? RoleArn { get; }

    /// <summary>For a service its name, such as <c>ecs-tasks.amazonaws.com</c>; otherwise null.</summary>
    public string? ServiceName { get; }

    /// <summary>The unique id: <c>AIDA…</c>, <c>AROA…:session-name</c>, the account of root; empty for services and nobody.</summary>
    public string UserId { get; }

    /// <summary>The caller of an unsigned request.</summary>
    public static Principal Anonymous { get; } = new(PrincipalType.Anonymous, "*", default, null, null, "");

    /// <summary>The root user of an account.</summary>
    public static Principal Root(AccountId account) =>
        new(PrincipalType.Root, $"arn:aws:iam::{account}:root", account, null, null, account.ToString());

    /// <summary>An IAM user.</summary>
    /// <param name="arn">As in <c>arn:aws:iam::111122223333:user/path/name</c>.</param>
    /// <param name="userId">As in <c>AIDA…</c>.</param>
    public static Principal User(Arn arn, string userId)
    {
        ArgumentNullException.ThrowIfNull(arn);
        return new(PrincipalType.User, arn.ToString(), AccountId.Parse(arn.Account), null, null, userId);
    }

    /// <summary>A session of a role.</summary>
    /// <param name="roleArn">The role's ARN with its path.</param>
    /// <param name="roleId">As in <c>AROA…</c>.</param>
    /// <param name="sessionName">2–64 characters of <c>[\w+=,.@-]</c>.</param>
    public static Principal RoleSession(Arn roleArn, string roleId, string sessionName)
    {
        ArgumentNullException.ThrowIfNull(roleArn);
        var roleName = roleArn.Resource[(roleArn.Resource.LastIndexOf('/') + 1)..];
        var arn = $"arn:{roleArn.Partition}:sts::{roleArn.Account}:assumed-role/{roleName}/{sessionName}";
        var account = AccountId.Parse(roleArn.Account);
        return new(PrincipalType.RoleSession, arn, account, roleArn.ToString(), null, $"{roleId}:{sessionName}");
    }

    /// <summary>An AWS service acting as itself.</summary>
    public static Principal Service(string serviceName) =>
        new(PrincipalType.Service, serviceName, default, null, serviceName, "");
}
