using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Deletes a parameter with all its versions.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html" />
internal sealed class DeleteParameter(Parameters parameters)
    : Operation<DeleteParameterInput, DeleteParameterOutput>(SsmModel.DeleteParameter)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteParameterInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SsmModel.Service, input);
        var name = ParameterName.Named(input.Name!, call);
        return Needs(ParameterRequirements.On(parameters, "ssm:DeleteParameter", name, call));
    }

    public override async ValueTask<DeleteParameterOutput> InvokeAsync(
        DeleteParameterInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        return await parameters.RemoveAsync(call, ParameterName.Named(input.Name!, call), cancellationToken)
            ? new DeleteParameterOutput()
            : throw SsmErrors.ParameterNotFound();
    }
}
