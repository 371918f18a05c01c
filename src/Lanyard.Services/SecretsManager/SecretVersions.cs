namespace Lanyard.Services.SecretsManager;

/// <summary>Adds versions to secrets; the same token with the same value adds nothing twice.</summary>
internal static class SecretVersions
{
    /// <summary>Adds a version and changes whatever else is to change with it.</summary>
    /// <returns>The version that is now there under its id.</returns>
    public static async ValueTask<SecretVersion> AddAsync(
        Secrets secrets,
        SecretRecord secret,
        SecretVersion version,
        Func<SecretRecord, SecretRecord>? change,
        CancellationToken cancellationToken
    )
    {
        var (_, after) = await secrets.Table.ChangeAsync(
            secret.Key,
            current => With(secrets, Secrets.MustLive(Secrets.StillThere(current, secret)), version, change),
            cancellationToken
        );
        return after!.Versions.First(known => known.Id == version.Id);
    }

    private static SecretRecord With(
        Secrets secrets,
        SecretRecord current,
        SecretVersion version,
        Func<SecretRecord, SecretRecord>? change
    )
    {
        var known = current.Versions.FirstOrDefault(v => v.Id == version.Id);
        if (known is not null)
        {
            return secrets.IsSameValue(known, version)
                ? change?.Invoke(current) ?? current
                : throw SecretsManagerErrors.VersionExists(version.Id, current.Arn);
        }

        var changed = change?.Invoke(current) ?? current;
        return changed with
        {
            Versions = VersionStages.Add(changed.Versions, version),
            ChangedAt = secrets.Time.GetUtcNow(),
        };
    }
}
