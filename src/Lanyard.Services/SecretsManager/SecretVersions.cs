namespace Lanyard.Services.SecretsManager;

/// <summary>Adds versions to secrets; the same token with the same value adds nothing twice.</summary>
internal static class SecretVersions
{
    /// <summary>A secret with a further version; itself when it has that version already.</summary>
    /// <exception cref="Wire.Errors.AwsException">It has another value under the version's id.</exception>
    public static SecretRecord Add(Secrets secrets, SecretRecord secret, SecretVersion version)
    {
        if (secret.Versions.FirstOrDefault(one => one.Id == version.Id) is { } known)
        {
            return secrets.Values.IsSameValue(known, version)
                ? secret
                : throw SecretsManagerErrors.VersionExists(version.Id, secret.Arn);
        }

        return secret with
        {
            Versions = VersionStages.Add(secret.Versions, version),
            ChangedAt = secrets.Time.GetUtcNow(),
        };
    }
}
