using System.Collections.Immutable;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Storage;

namespace Lanyard.Services.Iam;

/// <summary>The roles of all accounts.</summary>
internal sealed class Roles(RecordTable<RoleRecord> table) : IPolicyHolder
{
    public string Kind => "role";

    public int InlineLimit => 10240;

    public string ArnOf(Call call, string name) =>
        table.Find(IdentityDirectory.KeyOf(call.Account, name))?.Arn ?? IamNames.ArnOf(call, "role", path: null, name);

    public IPrincipalRecord? TryFind(Call call, string name) => table.Find(IdentityDirectory.KeyOf(call.Account, name));

    public IPrincipalRecord Find(Call call, string name) => FindRecord(call, name);

    /// <summary>Finds a role.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>NoSuchEntity</c>.</exception>
    public RoleRecord FindRecord(Call call, string name) =>
        table.Find(IdentityDirectory.KeyOf(call.Account, name)) ?? throw IamErrors.NoSuchEntity(Kind, name);

    /// <summary>The roles of the call's account below a path, by name.</summary>
    public IEnumerable<RoleRecord> List(Call call, string? pathPrefix) =>
        table
            .List($"{call.Account}/")
            .Where(record => record.Path.StartsWith(pathPrefix ?? "/", StringComparison.Ordinal));

    /// <summary>Adds a role; its name may not differ from another's in case alone.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>EntityAlreadyExists</c>.</exception>
    public async ValueTask AddAsync(Call call, RoleRecord record, CancellationToken cancellationToken) =>
        await table.ChangeAsync(
            IdentityDirectory.KeyOf(call.Account, record.Name),
            _ =>
                List(call, pathPrefix: null).Any(known => IamNames.AreSame(known.Name, record.Name))
                    ? throw IamErrors.AlreadyExists("Role", record.Name)
                    : record,
            cancellationToken
        );

    /// <summary>Changes a role.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>NoSuchEntity</c>, or what the change throws.</exception>
    public async ValueTask<RoleRecord> ChangeAsync(
        Call call,
        string name,
        Func<RoleRecord, RoleRecord?> change,
        CancellationToken cancellationToken
    )
    {
        var (before, after) = await table.ChangeAsync(
            IdentityDirectory.KeyOf(call.Account, name),
            record => record is null ? throw IamErrors.NoSuchEntity(Kind, name) : change(record),
            cancellationToken
        );
        return after ?? before!;
    }

    public async ValueTask ChangeInlineAsync(
        Call call,
        string name,
        Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change,
        CancellationToken cancellationToken
    ) =>
        await ChangeAsync(
            call,
            name,
            record => record with { InlinePolicies = change(record.InlinePolicies) },
            cancellationToken
        );

    public async ValueTask ChangeAttachedAsync(
        Call call,
        string name,
        Func<ImmutableArray<string>, ImmutableArray<string>> change,
        CancellationToken cancellationToken
    ) =>
        await ChangeAsync(
            call,
            name,
            record => record with { AttachedPolicies = change(record.AttachedPolicies) },
            cancellationToken
        );
}
