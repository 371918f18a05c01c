using System.Globalization;
using Lanyard.Access.Admission;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Lists revisions by family and number.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html" />
internal sealed class ListTaskDefinitions(TaskDefinitions definitions)
    : Operation<ListTaskDefinitionsInput, ListTaskDefinitionsOutput>(EcsModel.ListTaskDefinitions)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListTaskDefinitionsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcsModel.Service, input);
        return Needs(new Requirement("ecs:ListTaskDefinitions", "*"));
    }

    public override ValueTask<ListTaskDefinitionsOutput> InvokeAsync(
        ListTaskDefinitionsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var status = input.Status ?? "ACTIVE";
        var all = definitions
            .List(call.Account, call.Region)
            .Where(definition => definition.Definition.Status == status)
            .Where(definition => input.FamilyPrefix is not { Length: > 0 } family || definition.Family == family);
        var size = PageSize.Of(input.MaxResults);
        var (page, next) =
            input.Sort == "DESC"
                ? Pages.Descending(all.Reverse(), OrderOf, input.NextToken, size)
                : Pages.Of(all, OrderOf, input.NextToken, size);
        return new(
            new ListTaskDefinitionsOutput
            {
                TaskDefinitionArns = [.. page.Select(definition => definition.Arn.ToString())],
                NextToken = next,
            }
        );
    }

    private static string OrderOf(TaskDefinitionRecord definition) =>
        string.Create(CultureInfo.InvariantCulture, $"{definition.Family}:{definition.Revision:D10}");
}
