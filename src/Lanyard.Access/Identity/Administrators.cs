using Lanyard.Access.Sessions;
using Lanyard.Policy;

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

    /// <summary>Finds the administrator's key in an account, making user and key where they are missing.</summary>
    public async ValueTask<Credential> EnsureAsync(AccountId account, CancellationToken cancellationToken)
    {
        var (_, user) = await identities.Users.ChangeAsync(
            IdentityDirectory.KeyOf(account, UserName),
            current => current ?? NewUser(account),
            cancellationToken
        );
        foreach (var key in credentials.KeysOf(user!))
        {
            if (credentials.Find(key.AccessKeyId) is { } known)
            {
                return known;
            }
        }

        var (made, _) = await credentials.CreateKeyAsync(user!, cancellationToken);
        return credentials.Find(made.AccessKeyId)!;
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
