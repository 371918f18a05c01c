using Lanyard.Access.Admission;
using Lanyard.Wire.Protocols;

namespace Lanyard.Server.Tests.NewServices;

/// <summary>Answers the thing that was asked for.</summary>
internal sealed class DescribeThing(OperationModel<Thing, Thing> model) : Operation<Thing, Thing, Thing>(model)
{
    protected override Thing Find(Thing input, Call call) => input;

    protected override IEnumerable<Requirement> Require(Thing input, Thing subject, Call call) =>
        [new(Model.Action, call.ArnOf(Model.Service.Prefix, $"thing/{subject.Name}").ToString())];

    protected override ValueTask<Thing> InvokeAsync(
        Thing input,
        Thing subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    ) => new(subject);
}
