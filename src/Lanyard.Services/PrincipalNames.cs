using Lanyard.Storage.Tables;

namespace Lanyard.Services;

/// <summary>
/// The policies of resources, whose principals are users and roles by name: a name of one that is deleted gives way to its
/// unique id, so that whoever takes the name later is not meant.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html" />
public sealed class PrincipalNames
{
    private readonly List<Action<RecordChange, DeletedPrincipal>> _holders = [];

    /// <summary>Adds a service that keeps such policies; while the services are put together.</summary>
    /// <param name="forget">Takes the names out of its policies, as part of the change that deletes the principal.</param>
    internal void Add(Action<RecordChange, DeletedPrincipal> forget) => _holders.Add(forget);

    /// <summary>Takes the names of a user or role out of all policies, as part of the change that deletes it.</summary>
    internal void Forget(RecordChange changes, DeletedPrincipal principal) =>
        _holders.ForEach(forget => forget(changes, principal));

    /// <summary>Takes the names of a user or role out of the policies of a table's records, as part of the change that deletes it.</summary>
    /// <param name="policyOf">The JSON of a record's policy; null when it has none.</param>
    /// <param name="with">A record with another policy.</param>
    internal static void Replace<T>(
        RecordChange changes,
        DeletedPrincipal principal,
        RecordTable<T> table,
        Func<T, string?> policyOf,
        Func<T, string, T> with
    )
        where T : class, IRecord
    {
        foreach (var named in changes.List(table, "").Where(record => Replaced(record) is not null))
        {
            // Read anew, and by that held to be so still when the change is written.
            if (changes.Find(table, named.Key) is { } record && Replaced(record) is { } policy)
            {
                changes.Put(table, with(record, policy));
            }
        }

        string? Replaced(T record) => policyOf(record) is { } policy ? principal.ReplaceIn(policy) : null;
    }
}
