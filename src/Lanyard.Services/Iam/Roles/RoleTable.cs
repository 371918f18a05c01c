using System.Collections.Immutable;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Iam.Roles;

/// <summary>The roles of all accounts.</summary>
internal sealed class RoleTable(Records records, IdentityDirectory identities)
    : PrincipalTable<RoleRecord>(records, identities.Roles)
{
    public override string Kind => "role";

    public override int InlineLimit => 10240;

    public override string AttachedQuota => "PoliciesPerRole";

    public override RoleRecord WithInline(RoleRecord record, ImmutableSortedDictionary<string, string> policies) =>
        record with
        {
            InlinePolicies = policies,
        };

    public override RoleRecord WithAttached(RoleRecord record, ImmutableArray<string> policies) =>
        record with
        {
            AttachedPolicies = policies,
        };
}
