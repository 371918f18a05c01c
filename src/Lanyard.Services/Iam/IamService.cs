using Lanyard.Access.Admission;
using Lanyard.Access.Identity;

namespace Lanyard.Services.Iam;

/// <summary>AWS Identity and Access Management. A change counts at the next call: there is no eventual consistency here.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html" />
public sealed class IamService : IService
{
    private readonly IdentityDirectory _identities;

    /// <summary>Makes the service over the directory that the front door decides by.</summary>
    public IamService(ServiceHost host)
    {
        _identities = host.Identities;
        var roles = new Roles(host.Identities.Roles);
        var users = new Users(host.Identities.Users);
        Operations =
        [
            .. RoleOperations(host, roles, new HeldPolicies(roles, host.Identities)),
            .. UserOperations(host, users, new HeldPolicies(users, host.Identities)),
            new CreatePolicy(host.Identities, host.Ids, host.Time),
            new GetPolicy(host.Identities),
            new GetPolicyVersion(host.Identities),
            new ListPolicyVersions(host.Identities),
            new ListPolicies(host.Identities),
            new DeletePolicy(host.Identities),
        ];
    }

    /// <inheritdoc />
    public IReadOnlyList<IOperation> Operations { get; }

    /// <inheritdoc />
    public ValueTask ReloadAsync(CancellationToken cancellationToken) => _identities.ReloadAsync(cancellationToken);

    private static IEnumerable<IOperation> RoleOperations(ServiceHost host, Roles roles, HeldPolicies policies) =>
        [
            new CreateRole(roles, host.Identities, host.Ids, host.Time),
            new GetRole(roles),
            new ListRoles(roles),
            new UpdateRole(roles),
            new DeleteRole(roles),
            new UpdateAssumeRolePolicy(roles, host.Identities),
            new PutRolePermissionsBoundary(roles, host.Identities),
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

    private static IEnumerable<IOperation> UserOperations(ServiceHost host, Users users, HeldPolicies policies) =>
        [
            new CreateUser(users, host.Identities, host.Ids, host.Time),
            new GetUser(users),
            new ListUsers(users),
            new DeleteUser(users, host.Credentials),
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
