using System.Collections.Immutable;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Tags between their records, their shapes and the condition keys they make.</summary>
internal static class IamTags
{
    /// <summary>The tags of an input as they are kept.</summary>
    /// <exception cref="Wire.Errors.AwsException">Two keys differ by case at most.</exception>
    public static ImmutableSortedDictionary<string, string> Of(IReadOnlyList<Tag>? tags)
    {
        var distinct = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (tags?.All(tag => distinct.Add(tag.Key!)) is false)
        {
            throw IamErrors.DuplicateTags();
        }

        return (tags ?? []).ToImmutableSortedDictionary(tag => tag.Key!, tag => tag.Value!, StringComparer.Ordinal);
    }

    /// <summary>The tags of a record as the API shows them; null for none.</summary>
    public static IReadOnlyList<Tag>? Shape(ImmutableSortedDictionary<string, string> tags) =>
        tags.IsEmpty ? null : [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];

    /// <summary>The condition values of tags that a request sets.</summary>
    public static IEnumerable<KeyValuePair<string, string[]>> Requested(IReadOnlyList<Tag>? tags) =>
        tags is not { Count: > 0 }
            ? []
            :
            [
                new("aws:TagKeys", [.. tags.Select(tag => tag.Key!)]),
                .. tags.Select(tag => KeyValuePair.Create($"aws:RequestTag/{tag.Key}", new[] { tag.Value! })),
            ];

    /// <summary>The condition values of tags that the resource has; IAM knows them by two names.</summary>
    public static IEnumerable<KeyValuePair<string, string[]>> OfResource(
        ImmutableSortedDictionary<string, string> tags
    ) =>
        tags.SelectMany(tag =>
            new[]
            {
                KeyValuePair.Create($"aws:ResourceTag/{tag.Key}", new[] { tag.Value }),
                KeyValuePair.Create($"iam:ResourceTag/{tag.Key}", new[] { tag.Value }),
            }
        );
}
