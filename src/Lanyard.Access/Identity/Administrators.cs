using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Storage;

namespace Lanyard.Access.Identity;

/// <summary>The IAM user <c>administrator</c> that each account begins with: an ordinary user with AdministratorAccess, never root.</summary>
public sealed class Administrators(
    IdentityDirectory identities,
    CredentialStore credentials,
    IdSource ids,
    TimeProvider time
)
{
    /// <summary>The user's name.</summary>
    public const string UserName = "administrator";

    private const string AdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

    // One at a time: whoever comes second finds the key that the first made.
    private readonly Gate _making = new();

    /// <summary>Finds the administrator's key in an account, making user and key where they are missing.</summary>
    public async ValueTask<Credential> EnsureAsync(AccountId account, CancellationToken cancellationToken)
    {
        using var visit = await _making.EnterAsync(cancellationToken);
        var (_, user) = await identities.Users.ChangeAsync(
            IdentityDirectory.KeyOf(account, UserName),
            current => current ?? NewUser(account),
            cancellationToken
        );
        return FindKey(user!) ?? await MakeKeyAsync(user!, cancellationToken);
    }

    /// <summary>Adds to a batch what brings the administrator of an account back after the store was cleared.</summary>
    public async ValueTask KeepAsync(
        AccountId account,
        IStore store,
        StoreBatch batch,
        CancellationToken cancellationToken
    )
    {
        var name = IdentityDirectory.KeyOf(account, UserName);
        if (!identities.Users.TryGet(name, out var user))
        {
            return;
        }

        var kept = new List<(string Collection, string Key)> { (IdentityDirectory.UserCollection, name) };
        kept.AddRange(credentials.KeysOf(user).Select(key => (CredentialStore.KeyCollection, key.AccessKeyId)));
        foreach (var (collection, key) in kept)
        {
            if (await store.GetAsync(collection, key, cancellationToken) is { } record)
            {
                batch.Put(collection, key, record.Value);
            }
        }
    }

    private Credential? FindKey(UserRecord user) =>
        credentials
            .KeysOf(user)
            .Select(key => credentials.Find(key.AccessKeyId))
            .FirstOrDefault(key => key is not null);

    private async ValueTask<Credential> MakeKeyAsync(UserRecord user, CancellationToken cancellationToken)
    {
        var (key, _) = await credentials.CreateKeyAsync(user, cancellationToken);
        return credentials.Find(key.AccessKeyId)!;
    }

    private UserRecord NewUser(AccountId account) =>
        new()
        {
            Account = account.ToString(),
            Name = UserName,
            Path = "/",
            Id = ids.NewUniqueId("AIDA"),
            Arn = Arn.Of("iam", "", account.ToString(), $"user/{UserName}").ToString(),
            CreatedAt = time.GetUtcNow(),
            AttachedPolicies = [AdministratorAccess],
        };
}
