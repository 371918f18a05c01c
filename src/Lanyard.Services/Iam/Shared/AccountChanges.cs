using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Iam.Shared;

/// <summary>
/// Changes that rest on more than the records they find: a name that no other has whatever its case, a policy that is there while
/// something comes to refer to it. In an account they happen one after the other, on all servers.
/// </summary>
internal static class AccountChanges
{
    /// <summary>Changes records of the caller's account, while nobody else changes what the account's records have in common.</summary>
    /// <param name="change">Reads and writes through what it is given; it runs again when another was faster.</param>
    public static ValueTask<TResult> ChangeAccountAsync<TResult>(
        this Records records,
        Call call,
        Func<RecordChange, TResult> change,
        CancellationToken cancellationToken
    ) =>
        records.ChangeAsync(
            changes =>
            {
                changes.Guard(IdentityDirectory.GuardOf(call.Account));
                return change(changes);
            },
            cancellationToken
        );
}
