using Lanyard.Policy;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Access.Sessions;

/// <summary>Who makes a call, proved by a signature; or a service acting as itself inside Lanyard.</summary>
/// <param name="principal">Who it is, as policies name it.</param>
/// <param name="policies">Looked up whenever they are needed, so that a change counts at the next call.</param>
public sealed class Caller(Principal principal, Func<CallerPolicies> policies)
{
    /// <summary>The caller of an unsigned request.</summary>
    public static Caller Anonymous { get; } = new(Principal.Anonymous, static () => CallerPolicies.None);

    /// <summary>Who it is, as policies name it.</summary>
    public Principal Principal => principal;

    /// <summary>The policies in force now.</summary>
    public CallerPolicies Policies => policies();

    /// <summary>The caller's account; for a service the account it acts for.</summary>
    public AccountId Account => SourceAccount ?? Principal.Account;

    /// <summary>The key that signed; null for services and anonymous callers.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>For sessions when they were issued (<c>aws:TokenIssueTime</c>); otherwise null.</summary>
    public DateTimeOffset? TokenIssuedAt { get; init; }

    /// <summary>For sessions when they end; otherwise null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The task and role that a session was made for, or that a service acts for; null for everybody else.</summary>
    public TaskIdentity? Task { get; init; }

    /// <summary>Tags of the user or role (<c>aws:PrincipalTag/…</c>).</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Session tags that go on to the sessions that this one makes.</summary>
    public IReadOnlyDictionary<string, string> TransitiveTags { get; init; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who is behind a session, as its maker said (<c>aws:SourceIdentity</c>); otherwise null.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>For a service the resource it acts for (<c>aws:SourceArn</c>); otherwise null.</summary>
    public Arn? SourceArn { get; init; }

    /// <summary>For a service the account it acts for (<c>aws:SourceAccount</c>); otherwise null.</summary>
    public AccountId? SourceAccount { get; init; }

    /// <summary>An AWS service acting for a resource, as <c>ecs-tasks.amazonaws.com</c> when it assumes a role.</summary>
    /// <param name="serviceName">As in <c>ecs-tasks.amazonaws.com</c>.</param>
    /// <param name="sourceArn">The value of <c>aws:SourceArn</c>.</param>
    /// <param name="sourceAccount">The value of <c>aws:SourceAccount</c>.</param>
    /// <param name="task">The task and role it acts for; null when it acts for no task.</param>
    public static Caller Service(string serviceName, Arn sourceArn, AccountId sourceAccount, TaskIdentity? task) =>
        new(Principal.Service(serviceName), static () => CallerPolicies.None)
        {
            SourceArn = sourceArn,
            SourceAccount = sourceAccount,
            Task = task,
        };
}
