using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Deletes a parameter with all its versions.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html" />
internal sealed class DeleteParameter(Parameters parameters)
    : Operation<DeleteParameterInput, NamedParameter, DeleteParameterOutput>(SsmModel.DeleteParameter)
{
    protected override NamedParameter Find(DeleteParameterInput input, Call call) =>
        parameters.Find(ParameterName.Named(input.Name!, call), call);

    protected override IEnumerable<Requirement> Require(
        DeleteParameterInput input,
        NamedParameter subject,
        Call call
    ) => [subject.Needs("ssm:DeleteParameter")];

    protected override async ValueTask<DeleteParameterOutput> InvokeAsync(
        DeleteParameterInput input,
        NamedParameter subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await parameters.Table.ChangeAsync(
            subject.Meant,
            static _ => null,
            SsmErrors.ParameterNotFound,
            cancellationToken
        );
        return new DeleteParameterOutput();
    }
}
