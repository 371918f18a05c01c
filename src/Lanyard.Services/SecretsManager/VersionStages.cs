using System.Collections.Immutable;

namespace Lanyard.Services.SecretsManager;

/// <summary>How staging labels move when a version comes: each label is on one version, and the current one becomes the previous.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html" />
internal static class VersionStages
{
    /// <summary>The label of the version that is read by default.</summary>
    public const string Current = "AWSCURRENT";

    /// <summary>The label of the version before.</summary>
    public const string Previous = "AWSPREVIOUS";

    private const int MostVersions = 100;

    /// <summary>The versions after a new one was added with its labels; the first one is the current one whatever its labels.</summary>
    public static ImmutableArray<SecretVersion> Add(ImmutableArray<SecretVersion> versions, SecretVersion added)
    {
        var takesCurrent = added.Stages.Contains(Current, StringComparer.Ordinal);
        if (versions.IsEmpty)
        {
            return takesCurrent ? [added] : [added with { Stages = added.Stages.Add(Current) }];
        }

        var kept = versions.Select(version => version with { Stages = StagesAfter(version, added, takesCurrent) });
        return WithoutOldest([.. kept, added]);
    }

    private static ImmutableArray<string> StagesAfter(SecretVersion version, SecretVersion added, bool takesCurrent)
    {
        var wasCurrent = version.Stages.Contains(Current, StringComparer.Ordinal);
        var left = version.Stages.Except(added.Stages, StringComparer.Ordinal);
        if (!takesCurrent || added.Stages.Contains(Previous, StringComparer.Ordinal))
        {
            return [.. left];
        }

        left = left.Where(stage => stage != Previous);
        return wasCurrent ? [.. left, Previous] : [.. left];
    }

    // Versions without label can still be read by their id, until there are too many.
    private static ImmutableArray<SecretVersion> WithoutOldest(ImmutableArray<SecretVersion> versions)
    {
        var oldest = versions.Length > MostVersions ? versions.FirstOrDefault(version => version.Stages.IsEmpty) : null;
        return oldest is null ? versions : versions.Remove(oldest);
    }
}
