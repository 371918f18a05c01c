using Lanyard.Policy.Evaluation;

namespace Lanyard.Services;

/// <summary>The condition values of tags: of those in a request and of those on the thing it is about.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html" />
internal static class TagContext
{
    /// <summary><c>aws:TagKeys</c> and <c>aws:RequestTag/…</c>; nothing when the request has no tags.</summary>
    public static ConditionValues OfRequest(IEnumerable<KeyValuePair<string, string>> tags)
    {
        var given = tags.ToList();
        return given.Count == 0
            ? ConditionValues.None
            :
            [
                new("aws:TagKeys", [.. given.Select(tag => tag.Key)]),
                .. given.Select(tag => KeyValuePair.Create($"aws:RequestTag/{tag.Key}", new[] { tag.Value })),
            ];
    }

    /// <summary><c>aws:ResourceTag/…</c> and the service's own key for the same.</summary>
    /// <param name="ownKey">As in <c>ssm:resourceTag</c>; null where the service has none.</param>
    public static ConditionValues OfResource(IEnumerable<KeyValuePair<string, string>>? tags, string? ownKey) =>
        [
            .. (tags ?? []).SelectMany(tag =>
                KeysOf(tag.Key, ownKey).Select(key => KeyValuePair.Create(key, new[] { tag.Value }))
            ),
        ];

    private static string[] KeysOf(string tag, string? ownKey) =>
        ownKey is null ? [$"aws:ResourceTag/{tag}"] : [$"aws:ResourceTag/{tag}", $"{ownKey}/{tag}"];
}
