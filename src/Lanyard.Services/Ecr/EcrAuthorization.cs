using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Lanyard.Access.Sessions;
using Lanyard.Storage;
using Lanyard.Storage.Sealing;
using Lanyard.Wire;

namespace Lanyard.Services.Ecr;

/// <summary>
/// The passwords that registry clients log in with: each stands for who asked for it, for twelve hours, and no longer than
/// the key or session it was asked with. What it may do is decided at each request.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html" />
internal sealed class EcrAuthorization(Sealer sealer, CredentialStore credentials, TimeProvider time)
{
    private const string Purpose = "ecr-authorization";

    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    /// <summary>Makes a password for a key, good in a region.</summary>
    public (Secret Password, DateTimeOffset ExpiresAt) Issue(string accessKeyId, string region)
    {
        var expires = time.GetUtcNow() + Life;
        var text = string.Create(CultureInfo.InvariantCulture, $"{expires.ToUnixTimeSeconds()} {accessKeyId} {region}");
        var password = Base64Url.EncodeToString(sealer.Seal(Encoding.UTF8.GetBytes(text), Purpose));
        return (new Secret(password), expires);
    }

    /// <summary>Finds whom a password stands for.</summary>
    /// <returns>The grant; null when the password is none of ours, is too old, or its key or session has ended.</returns>
    public EcrGrant? Resolve(string password)
    {
        string[] parts;
        try
        {
            parts = Encoding.UTF8.GetString(sealer.Open(Base64Url.DecodeFromChars(password), Purpose)).Split(' ');
        }
        catch (Exception error) when (error is FormatException or StoreException)
        {
            return null;
        }

        var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
        var now = time.GetUtcNow();
        return expires > now && credentials.Find(parts[1])?.Caller is { } caller && !(caller.ExpiresAt <= now)
            ? new EcrGrant(caller, parts[2])
            : null;
    }
}
