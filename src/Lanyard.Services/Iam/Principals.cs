using System.Collections.Immutable;
using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Iam;

/// <summary>The roles or the users of all accounts: all that IAM does alike with both.</summary>
/// <typeparam name="T">The record of one.</typeparam>
internal abstract class Principals<T>(Records records, RecordTable<T> table) : IPolicyHolder
    where T : class, IPrincipalRecord
{
    public abstract string Kind { get; }

    public abstract int InlineLimit { get; }

    public IPrincipalRecord? TryFind(Call call, string name) => table.Find(IdentityDirectory.KeyOf(call.Account, name));

    public IPrincipalRecord Find(Call call, string name) => FindRecord(call, name);

    /// <summary>Finds the one that the call was judged on.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>NoSuchEntity</c>.</exception>
    public T FindRecord(Call call, string name) =>
        Judged(call, name, table.Find(IdentityDirectory.KeyOf(call.Account, name)));

    /// <summary>Those of the call's account below a path, by name.</summary>
    public IEnumerable<T> List(Call call, string? pathPrefix) =>
        table
            .List($"{call.Account}/")
            .Where(record => record.Path.StartsWith(pathPrefix ?? IamNames.RootPath, StringComparison.Ordinal));

    /// <summary>Adds one; its name may not differ from another's in case alone.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>EntityAlreadyExists</c>.</exception>
    public async ValueTask AddAsync(Call call, T record, CancellationToken cancellationToken) =>
        await records.ChangeAsync(
            change =>
            {
                change.Guard(IdentityDirectory.GuardOf(call.Account));
                if (
                    change
                        .List(table, AccountKey.Prefix(call.Account))
                        .Any(known => IamNames.AreSame(known.Name, record.Name))
                )
                {
                    throw IamErrors.AlreadyExists(Kind, record.Name);
                }

                change.Put(table, record);
                return record;
            },
            cancellationToken
        );

    /// <summary>Changes the one that the call was judged on.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>NoSuchEntity</c>, or what the change throws.</exception>
    public async ValueTask<T> ChangeAsync(
        Call call,
        string name,
        Func<T, T?> change,
        CancellationToken cancellationToken
    )
    {
        var (before, after) = await table.ChangeAsync(
            IdentityDirectory.KeyOf(call.Account, name),
            record => change(Judged(call, name, record)),
            cancellationToken
        );
        return after ?? before!;
    }

    public async ValueTask ChangeInlineAsync(
        Call call,
        string name,
        Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change,
        CancellationToken cancellationToken
    ) => await ChangeAsync(call, name, record => WithInline(record, change(record.InlinePolicies)), cancellationToken);

    public async ValueTask ChangeAttachedAsync(
        Call call,
        string name,
        Func<ImmutableArray<string>, ImmutableArray<string>> change,
        CancellationToken cancellationToken
    ) =>
        await ChangeAsync(
            call,
            name,
            record => WithAttached(record, change(record.AttachedPolicies)),
            cancellationToken
        );

    protected abstract T WithInline(T record, ImmutableSortedDictionary<string, string> policies);

    protected abstract T WithAttached(T record, ImmutableArray<string> policies);

    // One that was made again under the name is another, with a path, tags and a boundary that nobody has looked at.
    private T Judged(Call call, string name, T? record) =>
        record is not null && record.Id == call.Kept<T>()?.Id ? record : throw IamErrors.NoSuchEntity(Kind, name);
}
