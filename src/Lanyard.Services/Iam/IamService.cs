using Lanyard.Access.Admission;
using Lanyard.Services.Iam.Keys;
using Lanyard.Services.Iam.Policies;
using Lanyard.Services.Iam.Roles;
using Lanyard.Services.Iam.Users;

namespace Lanyard.Services.Iam;

/// <summary>AWS Identity and Access Management. A change counts at the next call: there is no eventual consistency here.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html" />
public sealed class IamService : IService
{
    /// <summary>Makes the service over the directory that the front door decides by.</summary>
    public IamService(ServiceHost host)
    {
        var policies = new ManagedPolicies(host.Records, host.Identities);
        var trust = new TrustPolicies(host.Identities);
        host.Principals.Add(trust.Forget);
        Operations =
        [
            .. RoleOperations(host, policies, trust),
            .. UserOperations(host, policies),
            .. PolicyOperations(host, policies),
        ];
    }

    /// <inheritdoc />
    public IReadOnlyList<IOperation> Operations { get; }

    private static IEnumerable<IOperation> RoleOperations(
        ServiceHost host,
        ManagedPolicies policies,
        TrustPolicies trust
    )
    {
        var roles = new RoleTable(host.Records, host.Identities);
        return
        [
            new CreateRole(roles, policies, trust, host.Ids, host.Time),
            new GetRole(roles),
            new ListRoles(roles),
            new UpdateRole(roles),
            new DeleteRole(roles, host.Principals),
            new UpdateAssumeRolePolicy(roles, trust),
            new PutRolePermissionsBoundary(roles, policies),
            new DeleteRolePermissionsBoundary(roles),
            new ListInstanceProfilesForRole(roles),
            new PutRolePolicy(roles),
            new GetRolePolicy(roles),
            new ListRolePolicies(roles),
            new DeleteRolePolicy(roles),
            new AttachRolePolicy(roles, policies),
            new DetachRolePolicy(roles),
            new ListAttachedRolePolicies(roles),
        ];
    }

    private static IEnumerable<IOperation> UserOperations(ServiceHost host, ManagedPolicies policies)
    {
        var users = new UserTable(host.Records, host.Identities);
        return
        [
            new CreateUser(users, policies, host.Ids, host.Time),
            new GetUser(users),
            new ListUsers(users),
            new DeleteUser(users, host.Principals, host.Credentials),
            new PutUserPolicy(users),
            new GetUserPolicy(users),
            new ListUserPolicies(users),
            new DeleteUserPolicy(users),
            new AttachUserPolicy(users, policies),
            new DetachUserPolicy(users),
            new ListAttachedUserPolicies(users),
            new CreateAccessKey(users, host.Credentials),
            new DeleteAccessKey(users, host.Credentials),
            new ListAccessKeys(users, host.Credentials),
        ];
    }

    private static IEnumerable<IOperation> PolicyOperations(ServiceHost host, ManagedPolicies policies) =>
        [
            new CreatePolicy(policies, host.Ids, host.Time),
            new GetPolicy(policies),
            new GetPolicyVersion(policies),
            new ListPolicyVersions(policies),
            new ListPolicies(policies),
            new DeletePolicy(policies),
            new TagPolicy(policies),
            new UntagPolicy(policies),
            new ListPolicyTags(policies),
        ];
}
