using Lanyard.Access.Admission;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Describes a revision, or the newest active one of a family.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html" />
internal sealed class DescribeTaskDefinition(TaskDefinitions definitions)
    : ReadOperation<DescribeTaskDefinitionInput, TaskDefinitionRecord?, DescribeTaskDefinitionOutput>(
        EcsModel.DescribeTaskDefinition
    )
{
    protected override TaskDefinitionRecord? Find(DescribeTaskDefinitionInput input, Call call) =>
        definitions.Find(call.Account, call.Region, input.TaskDefinition);

    protected override IEnumerable<Requirement> Require(
        DescribeTaskDefinitionInput input,
        TaskDefinitionRecord? subject,
        Call call
    ) => [new("ecs:DescribeTaskDefinition", "*")];

    protected override DescribeTaskDefinitionOutput Answer(
        DescribeTaskDefinitionInput input,
        TaskDefinitionRecord? subject,
        AdmittedCall call
    )
    {
        if (input.TaskDefinition is not { Length: > 0 })
        {
            throw EcsErrors.DefinitionNotNamed();
        }

        var found = subject ?? throw EcsErrors.DefinitionNotDescribed();
        var withTags = input.Include?.Contains("TAGS", StringComparer.Ordinal) == true;
        return new DescribeTaskDefinitionOutput
        {
            TaskDefinition = found.Definition,
            Tags = withTags ? found.Tags : null,
        };
    }
}
