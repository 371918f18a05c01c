using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Makes a revision inactive; running tasks go on.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html" />
internal sealed class DeregisterTaskDefinition(TaskDefinitions definitions)
    : Operation<DeregisterTaskDefinitionInput, DeregisterTaskDefinitionOutput>(EcsModel.DeregisterTaskDefinition)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeregisterTaskDefinitionInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcsModel.Service, input);
        return Needs(new Requirement("ecs:DeregisterTaskDefinition", "*"));
    }

    public override async ValueTask<DeregisterTaskDefinitionOutput> InvokeAsync(
        DeregisterTaskDefinitionInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var reference = input.TaskDefinition is { Length: > 0 } given ? given : throw EcsErrors.DefinitionNotNamed();
        if (!Arn.NameOf(reference).Contains(':', StringComparison.Ordinal))
        {
            throw EcsErrors.RevisionMissing();
        }

        var record =
            await definitions.DeregisterAsync(call.Account, call.Region, reference, cancellationToken)
            ?? throw EcsErrors.DefinitionNotDescribed();
        return new DeregisterTaskDefinitionOutput { TaskDefinition = record.Definition };
    }
}
