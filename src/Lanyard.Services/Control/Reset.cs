using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Services.Control;

/// <summary>Stops all tasks and forgets everything but the administrator and its key.</summary>
internal sealed class Reset(ServerControl control) : Operation<ResetInput, ResetOutput>(LanyardModel.Reset)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ResetInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(control.Needs("Reset"));

    public override async ValueTask<ResetOutput> InvokeAsync(
        ResetInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await control.ResetAsync(cancellationToken);
        return new ResetOutput();
    }
}
