using System.Collections.Immutable;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Iam.Users;

/// <summary>The users of all accounts.</summary>
internal sealed class UserTable(Records records, IdentityDirectory identities)
    : PrincipalTable<UserRecord>(records, identities.Users)
{
    public override string Kind => "user";

    public override int InlineLimit => 2048;

    public override string AttachedQuota => "PoliciesPerUser";

    public override UserRecord WithInline(UserRecord record, ImmutableSortedDictionary<string, string> policies) =>
        record with
        {
            InlinePolicies = policies,
        };

    public override UserRecord WithAttached(UserRecord record, ImmutableArray<string> policies) =>
        record with
        {
            AttachedPolicies = policies,
        };
}
