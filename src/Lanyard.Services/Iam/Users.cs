using System.Collections.Immutable;
using Lanyard.Access.Identity;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Iam;

/// <summary>The users of all accounts.</summary>
internal sealed class Users(Records records, RecordTable<UserRecord> table) : Principals<UserRecord>(records, table)
{
    public override string Kind => "user";

    public override int InlineLimit => 2048;

    protected override UserRecord WithInline(UserRecord record, ImmutableSortedDictionary<string, string> policies) =>
        record with
        {
            InlinePolicies = policies,
        };

    protected override UserRecord WithAttached(UserRecord record, ImmutableArray<string> policies) =>
        record with
        {
            AttachedPolicies = policies,
        };
}
