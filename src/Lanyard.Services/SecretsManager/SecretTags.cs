using System.Collections.Immutable;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Tags as this service takes and shows them.</summary>
internal static class SecretTags
{
    /// <summary>The tags of a request.</summary>
    /// <exception cref="Wire.Errors.AwsException">A key is there twice.</exception>
    public static ImmutableSortedDictionary<string, string> Of(IReadOnlyList<Tag>? tags)
    {
        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var tag in tags ?? [])
        {
            if (!read.TryAdd(tag.Key ?? "", tag.Value ?? ""))
            {
                throw SecretsManagerErrors.DuplicateTag(tag.Key);
            }
        }

        return read.ToImmutable();
    }

    /// <summary>The tags of a secret, as the API shows them.</summary>
    public static IReadOnlyList<Tag> Of(SecretRecord secret) =>
        [.. secret.Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
}
