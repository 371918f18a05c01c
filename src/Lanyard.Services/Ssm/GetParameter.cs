using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Reads one parameter. Labels are not kept: a selector is a version number.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html" />
internal sealed class GetParameter(Parameters parameters)
    : ReadOperation<GetParameterInput, NamedParameter, GetParameterOutput>(SsmModel.GetParameter)
{
    protected override NamedParameter Find(GetParameterInput input, Call call) =>
        parameters.Find(ParameterName.Of(input.Name!, call), call);

    protected override IEnumerable<Requirement> Require(GetParameterInput input, NamedParameter subject, Call call) =>
        subject.NeedsToRead("ssm:GetParameter", call);

    protected override GetParameterOutput Answer(GetParameterInput input, NamedParameter subject, AdmittedCall call) =>
        new()
        {
            Parameter = parameters.Read(subject, input.WithDecryption == true) ?? throw parameters.NotFound(subject),
        };
}
