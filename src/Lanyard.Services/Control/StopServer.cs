using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Services.Control;

/// <summary>Begins to stop the server, with or without its tasks; the answer still comes.</summary>
internal sealed class StopServer(ServerControl control)
    : Operation<StopServerInput, StopServerOutput>(LanyardModel.StopServer)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        StopServerInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(control.Needs("StopServer"));

    public override ValueTask<StopServerOutput> InvokeAsync(
        StopServerInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        control.Stop(input.StopTasks == true);
        return new(new StopServerOutput());
    }
}
