using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Makes a revision inactive; running tasks go on.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html" />
internal sealed class DeregisterTaskDefinition(TaskDefinitions definitions)
    : Operation<DeregisterTaskDefinitionInput, TaskDefinitionRecord?, DeregisterTaskDefinitionOutput>(
        EcsModel.DeregisterTaskDefinition
    )
{
    protected override TaskDefinitionRecord? Find(DeregisterTaskDefinitionInput input, Call call) =>
        definitions.Find(call.Account, call.Region, input.TaskDefinition);

    protected override IEnumerable<Requirement> Require(
        DeregisterTaskDefinitionInput input,
        TaskDefinitionRecord? subject,
        Call call
    ) => [new("ecs:DeregisterTaskDefinition", "*")];

    protected override async ValueTask<DeregisterTaskDefinitionOutput> InvokeAsync(
        DeregisterTaskDefinitionInput input,
        TaskDefinitionRecord? subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var reference = input.TaskDefinition is { Length: > 0 } given ? given : throw EcsErrors.DefinitionNotNamed();
        if (!Arn.NameOf(reference).Contains(':', StringComparison.Ordinal))
        {
            throw EcsErrors.RevisionMissing();
        }

        var found = subject ?? throw EcsErrors.DefinitionNotDescribed();
        var record = await definitions.DeregisterAsync(found, cancellationToken);
        return new DeregisterTaskDefinitionOutput { TaskDefinition = record.Definition };
    }
}
