using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Reads up to ten parameters: each needs its own permission; unknown ones come back as invalid.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html" />
internal sealed class GetParameters(Parameters parameters)
    : Operation<GetParametersInput, GetParametersOutput>(SsmModel.GetParameters)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetParametersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SsmModel.Service, input);
        return Needs([
            .. input
                .Names!.Select(name => ParameterName.Of(name, call))
                .SelectMany(name => ParameterRequirements.OnReading(parameters, "ssm:GetParameters", name, call)),
        ]);
    }

    public override ValueTask<GetParametersOutput> InvokeAsync(
        GetParametersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var found = new List<Parameter>();
        var invalid = new List<string>();
        foreach (var given in input.Names!.Distinct(StringComparer.Ordinal))
        {
            if (parameters.Find(call, ParameterName.Of(given, call), input.WithDecryption == true) is { } parameter)
            {
                found.Add(parameter);
            }
            else
            {
                invalid.Add(given);
            }
        }

        return new(new GetParametersOutput { Parameters = found, InvalidParameters = invalid });
    }
}
