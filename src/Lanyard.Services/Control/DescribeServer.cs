using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Services.Control;

/// <summary>Says what the server is and where it keeps its data.</summary>
internal sealed class DescribeServer(ServerControl control)
    : ReadOperation<DescribeServerInput, ServerControl, DescribeServerOutput>(LanyardModel.DescribeServer)
{
    protected override ServerControl Find(DescribeServerInput input, Call call) => control;

    protected override IEnumerable<Requirement> Require(DescribeServerInput input, ServerControl subject, Call call) =>
        [subject.Needs("DescribeServer")];

    protected override DescribeServerOutput Answer(
        DescribeServerInput input,
        ServerControl subject,
        AdmittedCall call
    ) => subject.Describe();
}
