using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Deletes up to ten parameters; unknown ones come back as invalid.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html" />
internal sealed class DeleteParameters(Parameters parameters)
    : Operation<DeleteParametersInput, DeleteParametersOutput>(SsmModel.DeleteParameters)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteParametersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SsmModel.Service, input);
        return Needs([
            .. input
                .Names!.Select(name => ParameterName.Named(name, call))
                .Select(name => ParameterRequirements.On(parameters, "ssm:DeleteParameters", name, call)),
        ]);
    }

    public override async ValueTask<DeleteParametersOutput> InvokeAsync(
        DeleteParametersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var deleted = new List<string>();
        var invalid = new List<string>();
        foreach (var given in input.Names!.Distinct(StringComparer.Ordinal))
        {
            var isDeleted = await parameters.RemoveAsync(call, ParameterName.Named(given, call), cancellationToken);
            (isDeleted ? deleted : invalid).Add(given);
        }

        return new DeleteParametersOutput { DeletedParameters = deleted, InvalidParameters = invalid };
    }
}
