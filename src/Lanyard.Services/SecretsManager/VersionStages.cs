using System.Collections.Immutable;

namespace Lanyard.Services.SecretsManager;

/// <summary>How staging labels move when a version comes: each label is on one version, and the current one becomes the previous.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html" />
internal static class VersionStages
{
    /// <summary>The versions after a new one was added with its labels.</summary>
    public static ImmutableArray<SecretVersion> Add(ImmutableArray<SecretVersion> versions, SecretVersion added)
    {
        var takesCurrent = added.Stages.Contains(Secrets.Current, StringComparer.Ordinal);
        var kept = versions
            .Select(version => version with { Stages = StagesAfter(version, added, takesCurrent) })
            .Where(version => !version.Stages.IsEmpty);
        return [.. kept, added];
    }

    private static ImmutableArray<string> StagesAfter(SecretVersion version, SecretVersion added, bool takesCurrent)
    {
        var wasCurrent = version.Stages.Contains(Secrets.Current, StringComparer.Ordinal);
        var left = version.Stages.Except(added.Stages, StringComparer.Ordinal);
        if (!takesCurrent)
        {
            return [.. left];
        }

        left = left.Where(stage => !string.Equals(stage, Secrets.Previous, StringComparison.Ordinal));
        return wasCurrent ? [.. left, Secrets.Previous] : [.. left];
    }
}
