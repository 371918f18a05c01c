using System.Collections.Immutable;
using Lanyard.Access.Identity;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Iam;

/// <summary>The roles of all accounts.</summary>
internal sealed class Roles(Records records, RecordTable<RoleRecord> table) : Principals<RoleRecord>(records, table)
{
    public override string Kind => "role";

    public override int InlineLimit => 10240;

    protected override RoleRecord WithInline(RoleRecord record, ImmutableSortedDictionary<string, string> policies) =>
        record with
        {
            InlinePolicies = policies,
        };

    protected override RoleRecord WithAttached(RoleRecord record, ImmutableArray<string> policies) =>
        record with
        {
            AttachedPolicies = policies,
        };
}
