using Lanyard.Access.Admission;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Describes a revision, or the newest active one of a family.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html" />
internal sealed class DescribeTaskDefinition(TaskDefinitions definitions)
    : Operation<DescribeTaskDefinitionInput, DescribeTaskDefinitionOutput>(EcsModel.DescribeTaskDefinition)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DescribeTaskDefinitionInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcsModel.Service, input);
        return Needs(new Requirement("ecs:DescribeTaskDefinition", "*"));
    }

    public override ValueTask<DescribeTaskDefinitionOutput> InvokeAsync(
        DescribeTaskDefinitionInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        if (input.TaskDefinition is not { Length: > 0 } reference)
        {
            throw EcsErrors.DefinitionNotNamed();
        }

        var found = definitions.Find(call.Account, call.Region, reference) ?? throw EcsErrors.DefinitionNotDescribed();
        var withTags = input.Include?.Contains("TAGS", StringComparer.Ordinal) == true;
        return new(
            new DescribeTaskDefinitionOutput { TaskDefinition = found.Definition, Tags = withTags ? found.Tags : null }
        );
    }
}
