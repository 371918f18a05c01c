using System.Collections.Immutable;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Shared;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Errors;

namespace Lanyard.Services.Iam.Principals;

/// <summary>The roles or the users of all accounts: all that IAM does alike with both.</summary>
/// <typeparam name="TRecord">The record of one.</typeparam>
internal abstract class PrincipalTable<TRecord>(Records records, RecordTable<TRecord> table)
    where TRecord : class, IPrincipalRecord
{
    /// <summary><c>role</c> or <c>user</c>, as ARNs and sentences say.</summary>
    public abstract string Kind { get; }

    /// <summary>How many characters all inline policies of one may have together, white space left out.</summary>
    public abstract int InlineLimit { get; }

    /// <summary>The name of the quota of attached policies.</summary>
    public abstract string AttachedQuota { get; }

    /// <summary>Looks a name up in the caller's account.</summary>
    public Found<TRecord> At(Call call, string name) => table.At(IdentityDirectory.KeyOf(call.Account, name));

    /// <summary>The one that was found, as it is now.</summary>
    /// <exception cref="AwsException"><c>NoSuchEntity</c>.</exception>
    public TRecord Current(Found<TRecord> found) => table.Current(found) ?? throw Missing(found);

    /// <summary>The one that was found, as a change leaves it.</summary>
    /// <inheritdoc cref="Current(Found{TRecord})" path="/exception" />
    public TRecord Current(RecordChange changes, Found<TRecord> found) =>
        changes.Current(table, found) ?? throw Missing(found);

    /// <summary>Those of the call's account, by name.</summary>
    public IReadOnlyList<TRecord> List(Call call) => table.List(IdentityDirectory.KeyOf(call.Account, ""));

    /// <summary>An action on one. IAM prints those it was given by name as <c>role X</c>, without an ARN.</summary>
    public Requirement On(string action, Found<TRecord> found, Call call) =>
        new(action, found.Record?.Arn ?? IamNames.ArnOf(call, Kind, path: null, NameOf(found)))
        {
            Context = IamTags.OfResource(found.Record?.Tags),
            ShownResource = $"{Kind} {NameOf(found)}",
        };

    /// <summary>An action on one, with the boundary that it has (<c>iam:PermissionsBoundary</c>).</summary>
    public Requirement OnBounded(string action, Found<TRecord> found, Call call) =>
        On(action, found, call).WithBoundary(found.Record?.PermissionsBoundary);

    /// <summary>Changes the one that was found.</summary>
    /// <exception cref="AwsException"><c>NoSuchEntity</c>, or what the change throws.</exception>
    public async ValueTask ChangeAsync(
        Found<TRecord> found,
        Func<TRecord, TRecord> change,
        CancellationToken cancellationToken
    ) => await table.ChangeAsync(found, change, () => Missing(found), cancellationToken);

    /// <inheritdoc cref="AccountChanges.ChangeAccountAsync" />
    public ValueTask<TResult> ChangeAccountAsync<TResult>(
        Call call,
        Func<RecordChange, TResult> change,
        CancellationToken cancellationToken
    ) => records.ChangeAccountAsync(call, change, cancellationToken);

    /// <summary>Adds one, as part of a change that names the account's guard: names differ by more than case.</summary>
    /// <exception cref="AwsException"><c>EntityAlreadyExists</c>.</exception>
    public TRecord Add(RecordChange changes, Call call, TRecord record)
    {
        var known = changes.List(table, IdentityDirectory.KeyOf(call.Account, ""));
        if (
            changes.Find(table, record.Key) is not null
            || known.Any(other => IamNames.AreSame(other.Name, record.Name))
        )
        {
            throw IamErrors.AlreadyExists(Kind, record.Name);
        }

        changes.Put(table, record);
        return record;
    }

    /// <summary>Replaces one that was read through the same change.</summary>
    public TRecord Put(RecordChange changes, TRecord record)
    {
        changes.Put(table, record);
        return record;
    }

    /// <summary>Removes one that was read through the same change.</summary>
    public void Remove(RecordChange changes, TRecord record) => changes.Remove(table, record.Key);

    /// <summary>A record with other inline policies.</summary>
    public abstract TRecord WithInline(TRecord record, ImmutableSortedDictionary<string, string> policies);

    /// <summary>A record with other attached policies.</summary>
    public abstract TRecord WithAttached(TRecord record, ImmutableArray<string> policies);

    private AwsException Missing(Found<TRecord> found) => IamErrors.NoSuchEntity(Kind, NameOf(found));

    // The key is `account/name`.
    private static string NameOf(Found<TRecord> found) => found.Key[(found.Key.IndexOf('/') + 1)..];
}
