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
public sealed class EcrAuthorization
{
    private const string Purpose = "ecr-authorization";

    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private readonly Sealer _sealer;
    private readonly CredentialStore _credentials;
    private readonly TimeProvider _time;

    internal EcrAuthorization(Sealer sealer, CredentialStore credentials, TimeProvider time)
    {
        _sealer = sealer;
        _credentials = credentials;
        _time = time;
    }

    /// <summary>Makes a password for a key, good in a region.</summary>
    internal (Secret Password, DateTimeOffset ExpiresAt) Issue(string accessKeyId, string region)
    {
        var expires = _time.GetUtcNow() + Life;
        var text = string.Create(CultureInfo.InvariantCulture, $"{expires.ToUnixTimeSeconds()} {accessKeyId} {region}");
        var password = Base64Url.EncodeToString(_sealer.Seal(Encoding.UTF8.GetBytes(text), Purpose));
        return (new Secret(password), expires);
    }

    /// <summary>Finds whom a password stands for.</summary>
    /// <returns>The grant; null when the password is none of ours, is too old, or its key or session has ended.</returns>
    public EcrGrant? Resolve(string password)
    {
        string[] parts;
        try
        {
            parts = Encoding.UTF8.GetString(_sealer.Open(Base64Url.DecodeFromChars(password), Purpose)).Split(' ');
        }
        catch (Exception error) when (error is FormatException or StoreException)
        {
            return null;
        }

        var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
        var now = _time.GetUtcNow();
        return expires > now && _credentials.Find(parts[1])?.Caller is { } caller && !(caller.ExpiresAt <= now)
            ? new EcrGrant(caller, parts[2])
            : null;
    }
}

/// <summary>Whom a registry password stands for.</summary>
/// <param name="Caller">Who asked for it.</param>
/// <param name="Region">The region it was asked in.</param>
public sealed record EcrGrant(Caller Caller, string Region);
