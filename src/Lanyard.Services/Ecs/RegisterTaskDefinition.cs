using Lanyard.Access.Admission;
using Lanyard.Tasks;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Registers a revision. The action is asked about on <c>*</c>; roles are checked for their form alone, as in ECS: whether they can be assumed shows when a task is run.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html" />
internal sealed class RegisterTaskDefinition(TaskDefinitions definitions, HostAccess host)
    : Operation<RegisterTaskDefinitionInput, string, RegisterTaskDefinitionOutput>(EcsModel.RegisterTaskDefinition)
{
    // The revision is not there yet: what it is about is the family, in which tags are asked about any revision.
    protected override string Find(RegisterTaskDefinitionInput input, Call call) =>
        call.ArnOf("ecs", $"task-definition/{input.Family}:*").ToString();

    protected override IEnumerable<Requirement> Require(RegisterTaskDefinitionInput input, string subject, Call call) =>
        [
            new("ecs:RegisterTaskDefinition", "*") { Context = TagRequirements.ContextOf(input.Tags) },
            .. RolePassing.Of(call, input.TaskRoleArn, input.ExecutionRoleArn),
            .. TagRequirements.Of("RegisterTaskDefinition", subject, input.Tags),
        ];

    protected override async ValueTask<RegisterTaskDefinitionOutput> InvokeAsync(
        RegisterTaskDefinitionInput input,
        string subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        DefinitionRules.Check(input);
        if (host.FaultIn(input.ContainerDefinitions, input.Volumes) is { } fault)
        {
            throw EcsErrors.HostRefused(fault);
        }

        var definition = DefinitionShape.Of(input, call);
        var record = await definitions.RegisterAsync(
            call.Account,
            call.Region,
            definition,
            input.Tags ?? [],
            call.Caller.Principal.Arn,
            cancellationToken
        );
        return new RegisterTaskDefinitionOutput { TaskDefinition = record.Definition, Tags = record.Tags };
    }
}
