using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Services.Control;

/// <summary>Stops all tasks and forgets everything but the administrator and its key.</summary>
internal sealed class Reset(ServerControl control)
    : Operation<ResetInput, ServerControl, ResetOutput>(LanyardModel.Reset)
{
    protected override ServerControl Find(ResetInput input, Call call) => control;

    protected override IEnumerable<Requirement> Require(ResetInput input, ServerControl subject, Call call) =>
        [subject.Needs("Reset")];

    protected override async ValueTask<ResetOutput> InvokeAsync(
        ResetInput input,
        ServerControl subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await subject.ResetAsync(cancellationToken);
        return new ResetOutput();
    }
}
