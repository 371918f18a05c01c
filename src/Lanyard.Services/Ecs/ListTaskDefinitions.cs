using System.Globalization;
using Lanyard.Access.Admission;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Lists revisions by family and number.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html" />
internal sealed class ListTaskDefinitions(TaskDefinitions definitions)
    : ReadOperation<ListTaskDefinitionsInput, IReadOnlyList<TaskDefinitionRecord>, ListTaskDefinitionsOutput>(
        EcsModel.ListTaskDefinitions
    )
{
    protected override IReadOnlyList<TaskDefinitionRecord> Find(ListTaskDefinitionsInput input, Call call) =>
        definitions.List(call.Account, call.Region);

    protected override IEnumerable<Requirement> Require(
        ListTaskDefinitionsInput input,
        IReadOnlyList<TaskDefinitionRecord> subject,
        Call call
    ) => [new("ecs:ListTaskDefinitions", "*")];

    protected override ListTaskDefinitionsOutput Answer(
        ListTaskDefinitionsInput input,
        IReadOnlyList<TaskDefinitionRecord> subject,
        AdmittedCall call
    )
    {
        var status = input.Status ?? "ACTIVE";
        var all = subject
            .Where(definition => definition.Definition.Status == status)
            .Where(definition => input.FamilyPrefix is not { Length: > 0 } family || definition.Family == family);
        var size = PageSize.Of(input.MaxResults);
        var (page, next) =
            input.Sort == "DESC"
                ? Pages.Descending(all.Reverse(), OrderOf, input.NextToken, size)
                : Pages.Of(all, OrderOf, input.NextToken, size);
        return new ListTaskDefinitionsOutput
        {
            TaskDefinitionArns = [.. page.Select(definition => definition.Arn.ToString())],
            NextToken = next,
        };
    }

    private static string OrderOf(TaskDefinitionRecord definition) =>
        string.Create(CultureInfo.InvariantCulture, $"{definition.Family}:{definition.Revision:D10}");
}
