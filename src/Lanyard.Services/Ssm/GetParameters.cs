using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Reads up to ten parameters: each needs its own permission; unknown ones come back as invalid.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html" />
internal sealed class GetParameters(Parameters parameters)
    : ReadOperation<GetParametersInput, IReadOnlyList<NamedParameter>, GetParametersOutput>(SsmModel.GetParameters)
{
    protected override IReadOnlyList<NamedParameter> Find(GetParametersInput input, Call call) =>
        [
            .. input
                .Names!.Distinct(StringComparer.Ordinal)
                .Select(name => parameters.Find(ParameterName.Of(name, call), call)),
        ];

    protected override IEnumerable<Requirement> Require(
        GetParametersInput input,
        IReadOnlyList<NamedParameter> subject,
        Call call
    ) => subject.SelectMany(parameter => parameter.NeedsToRead("ssm:GetParameters", call));

    protected override GetParametersOutput Answer(
        GetParametersInput input,
        IReadOnlyList<NamedParameter> subject,
        AdmittedCall call
    )
    {
        var read = subject
            .Select(one => (one.Name.Given, Parameter: parameters.Read(one, input.WithDecryption == true)))
            .ToList();
        return new GetParametersOutput
        {
            Parameters = [.. read.Select(one => one.Parameter).OfType<Parameter>()],
            InvalidParameters = [.. read.Where(one => one.Parameter is null).Select(one => one.Given)],
        };
    }
}
