using Lanyard.Templates;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Running.Makers;

/// <summary>The tags of roles and users. IAM takes them when it makes one; no call of ours changes them later.</summary>
internal static class PrincipalTags
{
    /// <summary>The tags of a template's resource.</summary>
    public static IReadOnlyList<Tag> Read(PropertyReader properties) =>
        [
            .. properties
                .Each("Tags")
                .Select(tag => new Tag { Key = tag.RequireString("Key"), Value = tag.RequireString("Value") }),
        ];

    /// <summary>Whether the tags that there are, are those that are wanted, in whatever order.</summary>
    public static bool AreSame(IReadOnlyList<Tag>? found, IReadOnlyList<Tag> wanted) =>
        (found ?? [])
            .Select(tag => (tag.Key, tag.Value))
            .ToHashSet()
            .SetEquals(wanted.Select(tag => (tag.Key, tag.Value)));
}
