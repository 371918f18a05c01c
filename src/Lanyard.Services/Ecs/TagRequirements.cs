using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>What tags given to something that is made require beside making it.</summary>
internal static class TagRequirements
{
    /// <summary>Condition values of the tags in a request.</summary>
    public static IReadOnlyList<KeyValuePair<string, string[]>> ContextOf(IReadOnlyList<Tag>? tags) =>
        tags is not { Count: > 0 }
            ? []
            :
            [
                new("aws:TagKeys", [.. tags.Select(tag => tag.Key ?? "")]),
                .. tags.Select(tag => new KeyValuePair<string, string[]>(
                    $"aws:RequestTag/{tag.Key}",
                    [tag.Value ?? ""]
                )),
            ];

    /// <summary>Condition values of the tags of something that is there.</summary>
    public static IReadOnlyList<KeyValuePair<string, string[]>> ContextOfResource(IEnumerable<Tag> tags) =>
        [
            .. tags.SelectMany(tag =>
                new KeyValuePair<string, string[]>[]
                {
                    new($"aws:ResourceTag/{tag.Key}", [tag.Value ?? ""]),
                    new($"ecs:ResourceTag/{tag.Key}", [tag.Value ?? ""]),
                }
            ),
        ];

    /// <summary><c>ecs:TagResource</c> on what is made, when tags are given.</summary>
    public static IEnumerable<Requirement> Of(string createAction, string resource, IReadOnlyList<Tag>? tags) =>
        tags is { Count: > 0 }
            ?
            [
                new Requirement("ecs:TagResource", resource)
                {
                    Context = [new("ecs:CreateAction", [createAction]), .. ContextOf(tags)],
                },
            ]
            : [];
}
