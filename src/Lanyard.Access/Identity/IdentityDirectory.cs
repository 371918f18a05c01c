using System.Runtime.CompilerServices;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.ManagedPolicies;
using Lanyard.Storage.Tables;

namespace Lanyard.Access.Identity;

/// <summary>The users, roles and managed policies of all accounts, and the compiled policies of each principal.</summary>
/// <remarks>Reads take no lock. A policy is compiled when it is first needed and again only after it changed.</remarks>
public sealed class IdentityDirectory
{
    /// <summary>The collection of users.</summary>
    internal static readonly Collection<UserRecord> UserCollection = new(
        "iam.users",
        () => IdentityJson.Default.UserRecord
    );

    private static readonly Collection<RoleRecord> RoleCollection = new(
        "iam.roles",
        () => IdentityJson.Default.RoleRecord
    );
    private static readonly Collection<PolicyRecord> PolicyCollection = new(
        "iam.policies",
        () => IdentityJson.Default.PolicyRecord
    );

    private readonly ConditionalWeakTable<object, Compiled> _compiled = [];

    private IdentityDirectory(
        RecordTable<UserRecord> users,
        RecordTable<RoleRecord> roles,
        RecordTable<PolicyRecord> policies
    )
    {
        Users = users;
        Roles = roles;
        Policies = policies;
    }

    /// <summary>Users by <see cref="KeyOf" />.</summary>
    public RecordTable<UserRecord> Users { get; }

    /// <summary>Roles by <see cref="KeyOf" />.</summary>
    public RecordTable<RoleRecord> Roles { get; }

    /// <summary>Customer managed policies by ARN.</summary>
    public RecordTable<PolicyRecord> Policies { get; }

    /// <summary>Opens the directory over a store's tables.</summary>
    public static async ValueTask<IdentityDirectory> OpenAsync(Records records, CancellationToken cancellationToken) =>
        new(
            await records.OpenAsync(UserCollection, cancellationToken),
            await records.OpenAsync(RoleCollection, cancellationToken),
            await records.OpenAsync(PolicyCollection, cancellationToken)
        );

    /// <summary>The key of a user or role: <c>account/name</c>.</summary>
    public static AccountKey KeyOf(AccountId account, string name) => new(account, name);

    /// <summary>
    /// The guard of an account's users, roles, policies and keys (<see cref="RecordChange.Guard" />): named by every change that depends on
    /// more than the records it finds, as on a name that no other has, or on nothing referring to a policy.
    /// </summary>
    public static string GuardOf(AccountId account) => $"iam/{account}";

    /// <summary>Finds the role with exactly this ARN, path included; null when there is none.</summary>
    public RoleRecord? FindRole(Arn arn) =>
        Roles.Find(KeyOfRole(arn)) is { } role && role.Arn == arn.ToString() ? role : null;

    /// <summary>The key of the role that an ARN names; its path is no part of it.</summary>
    internal static string KeyOfRole(Arn arn) => $"{arn.Account}/{arn.Name}";

    /// <summary>The JSON of a managed policy, AWS's or a customer's; null when there is none.</summary>
    public string? FindManagedPolicy(string arn) =>
        AwsManagedPolicies.TryGet(arn, out var document) ? document : Policies.Find(arn)?.Document;

    /// <summary>The compiled policies of a user or role, as they stand now.</summary>
    public CallerPolicies PoliciesOf(IPrincipalRecord record) => Compile(record).Policies;

    /// <summary>The compiled trust policy of a role.</summary>
    public CompiledPolicy TrustPolicyOf(RoleRecord role) => Compile(role).Trust!;

    private Compiled Compile(IPrincipalRecord record)
    {
        // The record is immutable and made anew by each change, so it is the key; customer managed policies change
        // beside it and are counted.
        var generation = Policies.Generation;
        if (_compiled.TryGetValue(record, out var known) && known.Generation == generation)
        {
            return known;
        }

        var trust = record is RoleRecord role
            ? CompiledPolicy.CompileOrDeny(role.TrustPolicy, PolicyKind.Trust, $"trust policy of {role.Name}")
            : null;
        var compiled = new Compiled(generation, CompilePolicies(record), trust);
        _compiled.AddOrUpdate(record, compiled);
        return compiled;
    }

    private CallerPolicies CompilePolicies(IPrincipalRecord record)
    {
        var inline = record.InlinePolicies.Select(policy =>
            CompiledPolicy.CompileOrDeny(policy.Value, PolicyKind.Identity, policy.Key)
        );
        var attached = record.AttachedPolicies.Select(arn => CompileManaged(arn, PolicyKind.Identity));
        return new CallerPolicies
        {
            Identity = [.. inline, .. attached],
            Boundary = record.PermissionsBoundary is { } boundary
                ? CompileManaged(boundary, PolicyKind.Boundary)
                : null,
        };
    }

    private CompiledPolicy CompileManaged(string arn, PolicyKind kind) =>
        CompiledPolicy.CompileOrDeny(FindManagedPolicy(arn) ?? "", kind, arn);

    private sealed record Compiled(long Generation, CallerPolicies Policies, CompiledPolicy? Trust);
}
