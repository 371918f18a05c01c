namespace Lanyard.Services;

/// <summary>The condition values of tags: of those in a request and of those on the thing it is about.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html" />
internal static class TagContext
{
    /// <summary><c>aws:TagKeys</c> and <c>aws:RequestTag/…</c>; nothing when the request has no tags.</summary>
    public static IReadOnlyList<KeyValuePair<string, string[]>> OfRequest(
        IReadOnlyCollection<KeyValuePair<string, string>> tags
    ) =>
        tags.Count == 0
            ? []
            :
            [
                new("aws:TagKeys", [.. tags.Select(tag => tag.Key)]),
                .. tags.Select(tag => new KeyValuePair<string, string[]>($"aws:RequestTag/{tag.Key}", [tag.Value])),
            ];

    /// <summary><c>aws:ResourceTag/…</c> and the service's own key for the same.</summary>
    /// <param name="ownKey">As in <c>ssm:resourceTag</c>; null where the service has none.</param>
    public static IReadOnlyList<KeyValuePair<string, string[]>> OfResource(
        IEnumerable<KeyValuePair<string, string>>? tags,
        string? ownKey
    )
    {
        var context = new List<KeyValuePair<string, string[]>>();
        foreach (var (key, value) in tags ?? [])
        {
            context.Add(new($"aws:ResourceTag/{key}", [value]));
            if (ownKey is not null)
            {
                context.Add(new($"{ownKey}/{key}", [value]));
            }
        }

        return context;
    }
}
