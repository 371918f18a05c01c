using Lanyard.Access.Admission;
using Lanyard.Policy.Evaluation;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>What tags given to something that is made require beside making it.</summary>
internal static class TagRequirements
{
    /// <summary>Condition values of the tags in a request.</summary>
    public static ConditionValues ContextOf(IReadOnlyList<Tag>? tags) => TagContext.OfRequest(Pairs(tags));

    /// <summary>Condition values of the tags of something that is there.</summary>
    public static ConditionValues ContextOfResource(IEnumerable<Tag>? tags) =>
        TagContext.OfResource(Pairs(tags), "ecs:ResourceTag");

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

    private static IEnumerable<KeyValuePair<string, string>> Pairs(IEnumerable<Tag>? tags) =>
        (tags ?? []).Select(tag => KeyValuePair.Create(tag.Key ?? "", tag.Value ?? ""));
}
