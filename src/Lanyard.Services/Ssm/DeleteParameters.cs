using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Deletes up to ten parameters; unknown ones come back as invalid.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html" />
internal sealed class DeleteParameters(Parameters parameters)
    : Operation<DeleteParametersInput, IReadOnlyList<NamedParameter>, DeleteParametersOutput>(SsmModel.DeleteParameters)
{
    protected override IReadOnlyList<NamedParameter> Find(DeleteParametersInput input, Call call) =>
        [
            .. input
                .Names!.Distinct(StringComparer.Ordinal)
                .Select(name => parameters.Find(ParameterName.Named(name, call), call)),
        ];

    protected override IEnumerable<Requirement> Require(
        DeleteParametersInput input,
        IReadOnlyList<NamedParameter> subject,
        Call call
    ) => subject.Select(parameter => parameter.Needs("ssm:DeleteParameters"));

    protected override async ValueTask<DeleteParametersOutput> InvokeAsync(
        DeleteParametersInput input,
        IReadOnlyList<NamedParameter> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var deleted = await parameters.RemoveAsync(subject, cancellationToken);
        return new DeleteParametersOutput
        {
            DeletedParameters = [.. deleted.Select(parameter => parameter.Name.Name)],
            InvalidParameters = [.. subject.Except(deleted).Select(parameter => parameter.Name.Name)],
        };
    }
}
