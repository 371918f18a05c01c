using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Storage;
using Lanyard.Storage.Tables;

namespace Lanyard.Access.Sessions;

/// <summary>The IAM user <c>administrator</c> that each account begins with: an ordinary user with AdministratorAccess, never root.</summary>
/// <param name="region">The server's region, whose partition the users are in.</param>
public sealed class Administrators(
    string region,
    Records records,
    IdentityDirectory identities,
    CredentialStore credentials,
    IdSource ids,
    TimeProvider time
)
{
    /// <summary>The user's name.</summary>
    public const string UserName = "administrator";

    private readonly string _partition = Partitions.OfRegion(region);

    /// <summary>Finds the administrator's key in an account, making user and key where they are missing.</summary>
    public async ValueTask<Credential> EnsureAsync(AccountId account, CancellationToken cancellationToken)
    {
        var key = await records.ChangeAsync(change => Ensure(change, account), cancellationToken);
        return credentials.Find(key.AccessKeyId)!;
    }

    /// <summary>Adds to a batch what brings the administrator of an account back after the store was cleared.</summary>
    public async ValueTask KeepAsync(AccountId account, StoreBatch batch, CancellationToken cancellationToken)
    {
        var name = IdentityDirectory.KeyOf(account, UserName);
        if (!identities.Users.TryGet(name, out var user))
        {
            return;
        }

        var kept = new List<(string Collection, string Key)> { (IdentityDirectory.UserCollection.Name, name) };
        kept.AddRange(credentials.KeysOf(user).Select(key => (CredentialStore.KeyCollection.Name, key.Key)));
        foreach (var (collection, key) in kept)
        {
            if (await records.Store.GetAsync(collection, key, cancellationToken) is { } record)
            {
                batch.Put(collection, key, record.Value);
            }
        }
    }

    // Guarded: whoever comes second finds the key that the first made, on whatever server.
    private AccessKeyRecord Ensure(RecordChange change, AccountId account)
    {
        change.Guard(IdentityDirectory.GuardOf(account));
        var name = IdentityDirectory.KeyOf(account, UserName);
        if (change.Find(identities.Users, name) is not { } user)
        {
            user = NewUser(account);
            change.Put(identities.Users, user);
        }

        return credentials.KeysOf(change, user).FirstOrDefault(key => key.IsActive)
            ?? credentials.AddKey(change, user).Key;
    }

    private UserRecord NewUser(AccountId account) =>
        new()
        {
            Account = account.ToString(),
            Name = UserName,
            Path = "/",
            Id = ids.NewUniqueId("AIDA"),
            Arn = Arn.Global(_partition, "iam", account.ToString(), $"user/{UserName}").ToString(),
            CreatedAt = time.GetUtcNow(),
            AttachedPolicies = [Arn.Global(_partition, "iam", "aws", "policy/AdministratorAccess").ToString()],
        };
}
