using Lanyard.Access.Admission;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Lists the families that have a revision in a status.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitionFamilies.html" />
internal sealed class ListTaskDefinitionFamilies(TaskDefinitions definitions)
    : Operation<ListTaskDefinitionFamiliesInput, ListTaskDefinitionFamiliesOutput>(EcsModel.ListTaskDefinitionFamilies)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListTaskDefinitionFamiliesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcsModel.Service, input);
        return Needs(new Requirement("ecs:ListTaskDefinitionFamilies", "*"));
    }

    public override ValueTask<ListTaskDefinitionFamiliesOutput> InvokeAsync(
        ListTaskDefinitionFamiliesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var families = definitions
            .List(call.Account, call.Region)
            .Where(definition => definition.Family.StartsWith(input.FamilyPrefix ?? "", StringComparison.Ordinal))
            .GroupBy(definition => definition.Family, StringComparer.Ordinal)
            .Where(family => IsIn(input.Status ?? "ACTIVE", family))
            .Select(family => family.Key)
            .Order(StringComparer.Ordinal);
        var (page, next) = Pages.Of(families, family => family, input.NextToken, PageSize.Of(input.MaxResults));
        return new(new ListTaskDefinitionFamiliesOutput { Families = page, NextToken = next });
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
