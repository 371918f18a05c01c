using Lanyard.Access.Admission;

namespace Lanyard.Services.Iam;

/// <summary>AWS Identity and Access Management. A change counts at the next call: there is no eventual consistency here.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html" />
public sealed class IamService : IService
{
    /// <summary>Makes the service over the directory that the front door decides by.</summary>
    public IamService(ServiceHost host)
    {
        var roles = new Roles(host.Records, host.Identities.Roles);
        var users = new Users(host.Records, host.Identities.Users);
        var managed = new ManagedPolicies(host.Records, host.Identities);
        var trust = new TrustPolicies(host.Identities);
        host.Principals.Add(trust.ForgetAsync);
        Operations =
        [
            .. RoleOperations(host, roles, managed, trust),
            .. UserOperations(host, users, managed),
            new CreatePolicy(managed, host.Ids, host.Time),
            new GetPolicy(managed),
            new GetPolicyVersion(managed),
            new ListPolicyVersions(managed),
            new ListPolicies(managed),
            new DeletePolicy(managed),
        ];
    }

    /// <inheritdoc />
    public IReadOnlyList<IOperation> Operations { get; }

    private static IEnumerable<IOperation> RoleOperations(
        ServiceHost host,
        Roles roles,
        ManagedPolicies managed,
        TrustPolicies trust
    )
    {
        var policies = new HeldPolicies(roles, managed);
        return
        [
            new CreateRole(roles, managed, trust, host.Ids, host.Time),
            new GetRole(roles),
            new ListRoles(roles),
            new UpdateRole(roles),
            new DeleteRole(roles, host.Principals),
            new UpdateAssumeRolePolicy(roles, trust),
            new PutRolePermissionsBoundary(roles, managed),
            new DeleteRolePermissionsBoundary(roles),
            new ListInstanceProfilesForRole(roles),
            new PutRolePolicy(policies),
            new GetRolePolicy(policies),
            new ListRolePolicies(policies),
            new DeleteRolePolicy(policies),
            new AttachRolePolicy(policies),
            new DetachRolePolicy(policies),
            new ListAttachedRolePolicies(policies),
        ];
    }

    private static IEnumerable<IOperation> UserOperations(ServiceHost host, Users users, ManagedPolicies managed)
    {
        var policies = new HeldPolicies(users, managed);
        return
        [
            new CreateUser(users, managed, host.Ids, host.Time),
            new GetUser(users),
            new ListUsers(users),
            new DeleteUser(users, host.Principals, host.Credentials),
            new PutUserPolicy(policies),
            new GetUserPolicy(policies),
            new ListUserPolicies(policies),
            new DeleteUserPolicy(policies),
            new AttachUserPolicy(policies),
            new DetachUserPolicy(policies),
            new ListAttachedUserPolicies(policies),
            new CreateAccessKey(users, host.Credentials),
            new DeleteAccessKey(users, host.Credentials),
            new ListAccessKeys(users, host.Credentials),
        ];
    }
}
