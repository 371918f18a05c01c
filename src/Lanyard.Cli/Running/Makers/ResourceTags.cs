using Lanyard.Templates;

namespace Lanyard.Cli.Running.Makers;

/// <summary>The tags of a template's resource. They are given when it is made; no call of ours changes them later.</summary>
/// <remarks>Policies speak of them, as in <c>aws:ResourceTag/app</c>, so leaving them out would change what is decided.</remarks>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html" />
internal static class ResourceTags
{
    /// <summary>The property that has them.</summary>
    public const string Property = "Tags";

    /// <summary>Tags that are written as a list of <c>Key</c> and <c>Value</c>.</summary>
    public static IReadOnlyDictionary<string, string> Read(PropertyReader properties)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in properties.Each(Property))
        {
            tags[tag.RequireString("Key")] = tag.RequireString("Value");
        }

        return tags;
    }

    /// <summary>Tags that are written as a map, as those of a parameter are.</summary>
    public static IReadOnlyDictionary<string, string> ReadMap(PropertyReader properties) =>
        (properties.OptionalMap(Property)?.Entries ?? []).ToDictionary(
            tag => tag.Key,
            tag => properties.RequireString($"{Property}.{tag.Key}"),
            StringComparer.Ordinal
        );

    /// <summary>The tags as a service takes them; null when there are none, which services tell from an empty list.</summary>
    public static IReadOnlyList<T>? As<T>(
        this IReadOnlyDictionary<string, string> tags,
        Func<string, string, T> make
    ) => tags.Count == 0 ? null : [.. tags.Select(tag => make(tag.Key, tag.Value))];

    /// <summary>Whether the tags that there are, are those that are wanted, in whatever order.</summary>
    public static bool AreSame<T>(
        IReadOnlyList<T>? found,
        Func<T, (string? Key, string? Value)> read,
        IReadOnlyDictionary<string, string> wanted
    ) => (found ?? []).Select(read).ToHashSet().SetEquals(wanted.Select(tag => ((string?)tag.Key, (string?)tag.Value)));
}
