using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Reads one parameter. Labels are not kept: a selector is a version number.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html" />
internal sealed class GetParameter(Parameters parameters)
    : Operation<GetParameterInput, GetParameterOutput>(SsmModel.GetParameter)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetParameterInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SsmModel.Service, input);
        var name = ParameterName.Of(input.Name!, call);
        return Needs([.. ParameterRequirements.OnReading(parameters, "ssm:GetParameter", name, call)]);
    }

    public override ValueTask<GetParameterOutput> InvokeAsync(
        GetParameterInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var name = ParameterName.Of(input.Name!, call);
        if (parameters.Find(call, name, input.WithDecryption == true) is { } found)
        {
            return new(new GetParameterOutput { Parameter = found });
        }

        throw name.Selector.Length > 0 && parameters.FindRecord(call, name) is not null
            ? SsmErrors.VersionNotFound(name.Name, name.Selector[1..])
            : SsmErrors.ParameterNotFound();
    }
}
