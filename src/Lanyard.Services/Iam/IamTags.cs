using System.Collections.Immutable;
using Lanyard.Policy.Evaluation;
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
    public static ConditionValues Requested(IReadOnlyList<Tag>? tags) =>
        TagContext.OfRequest((tags ?? []).Select(tag => KeyValuePair.Create(tag.Key!, tag.Value!)));

    /// <summary>The condition values of tags that the resource has; IAM knows them by two names.</summary>
    public static ConditionValues OfResource(ImmutableSortedDictionary<string, string>? tags) =>
        TagContext.OfResource(tags, "iam:ResourceTag");
}
