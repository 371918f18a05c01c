using Lanyard.Access.Admission;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Lists the families that have a revision in a status.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitionFamilies.html" />
internal sealed class ListTaskDefinitionFamilies(TaskDefinitions definitions)
    : ReadOperation<
        ListTaskDefinitionFamiliesInput,
        IReadOnlyList<TaskDefinitionRecord>,
        ListTaskDefinitionFamiliesOutput
    >(EcsModel.ListTaskDefinitionFamilies)
{
    protected override IReadOnlyList<TaskDefinitionRecord> Find(ListTaskDefinitionFamiliesInput input, Call call) =>
        definitions.List(call.Account, call.Region);

    protected override IEnumerable<Requirement> Require(
        ListTaskDefinitionFamiliesInput input,
        IReadOnlyList<TaskDefinitionRecord> subject,
        Call call
    ) => [new("ecs:ListTaskDefinitionFamilies", "*")];

    protected override ListTaskDefinitionFamiliesOutput Answer(
        ListTaskDefinitionFamiliesInput input,
        IReadOnlyList<TaskDefinitionRecord> subject,
        AdmittedCall call
    )
    {
        var families = subject
            .Where(definition => definition.Family.StartsWith(input.FamilyPrefix ?? "", StringComparison.Ordinal))
            .GroupBy(definition => definition.Family, StringComparer.Ordinal)
            .Where(family => IsIn(input.Status ?? "ACTIVE", family))
            .Select(family => family.Key)
            .Order(StringComparer.Ordinal);
        var (page, next) = Pages.Of(families, family => family, input.NextToken, PageSize.Of(input.MaxResults));
        return new ListTaskDefinitionFamiliesOutput { Families = page, NextToken = next };
    }

    // A family is inactive when none of its revisions is active.
    private static bool IsIn(string status, IEnumerable<TaskDefinitionRecord> family) =>
        status switch
        {
            "ALL" => true,
            "INACTIVE" => family.All(definition => !definition.IsActive),
            _ => family.Any(definition => definition.IsActive),
        };
}
