using System.Collections.Immutable;
using Lanyard.Policy.Evaluation;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Shared;

/// <summary>Tags between their records, their shapes and the condition keys they make.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules" />
internal static class IamTags
{
    private const int Most = 50;
    private const string Reserved = "aws:";

    /// <summary>The tags of a new thing as they are kept.</summary>
    /// <inheritdoc cref="Set" path="/exception" />
    public static ImmutableSortedDictionary<string, string> Of(IReadOnlyList<Tag>? tags) =>
        Set(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), tags ?? []);

    /// <summary>Tags with others set; one takes the place of the one whose key differs by case at most.</summary>
    /// <exception cref="Wire.Errors.AwsException">Two given keys differ by case at most, one is AWS's, or they become too many.</exception>
    public static ImmutableSortedDictionary<string, string> Set(
        ImmutableSortedDictionary<string, string> tags,
        IReadOnlyList<Tag> given
    )
    {
        var distinct = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in given.Select(tag => tag.Key!))
        {
            if (!distinct.Add(key))
            {
                throw IamErrors.DuplicateTags();
            }

            if (key.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase))
            {
                throw IamErrors.ReservedTag();
            }
        }

        var changed = Without(tags, distinct).SetItems(given.Select(tag => KeyValuePair.Create(tag.Key!, tag.Value!)));
        return changed.Count <= Most ? changed : throw IamErrors.TooManyTags();
    }

    /// <summary>Tags without those of some keys, whatever their case.</summary>
    public static ImmutableSortedDictionary<string, string> Without(
        ImmutableSortedDictionary<string, string> tags,
        IEnumerable<string> keys
    )
    {
        var named = keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return tags.RemoveRange(tags.Keys.Where(named.Contains));
    }

    /// <summary>The tags of a record as the API shows them; null for none.</summary>
    public static IReadOnlyList<Tag>? Shape(ImmutableSortedDictionary<string, string> tags) =>
        tags.IsEmpty ? null : [.. List(tags)];

    /// <summary>The tags of a record, by key.</summary>
    public static IEnumerable<Tag> List(ImmutableSortedDictionary<string, string> tags) =>
        tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value });

    /// <summary>The condition values of tags that a request sets.</summary>
    public static ConditionValues Requested(IReadOnlyList<Tag>? tags) =>
        TagContext.OfRequest((tags ?? []).Select(tag => KeyValuePair.Create(tag.Key!, tag.Value!)));

    /// <summary>The condition values of tags that the resource has; IAM knows them by two names.</summary>
    public static ConditionValues OfResource(ImmutableSortedDictionary<string, string>? tags) =>
        TagContext.OfResource(tags, "iam:ResourceTag");
}
