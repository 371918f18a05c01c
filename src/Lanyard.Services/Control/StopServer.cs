using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Services.Control;

/// <summary>Begins to stop the server, with or without its tasks; the answer still comes.</summary>
internal sealed class StopServer(ServerControl control)
    : Operation<StopServerInput, ServerControl, StopServerOutput>(LanyardModel.StopServer)
{
    protected override ServerControl Find(StopServerInput input, Call call) => control;

    protected override IEnumerable<Requirement> Require(StopServerInput input, ServerControl subject, Call call) =>
        [subject.Needs("StopServer")];

    protected override ValueTask<StopServerOutput> InvokeAsync(
        StopServerInput input,
        ServerControl subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        subject.Stop(input.StopTasks == true);
        return new(new StopServerOutput());
    }
}
