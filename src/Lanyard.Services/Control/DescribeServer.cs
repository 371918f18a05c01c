using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Services.Control;

/// <summary>Says what the server is and where it keeps its data.</summary>
internal sealed class DescribeServer(ServerControl control)
    : Operation<DescribeServerInput, DescribeServerOutput>(LanyardModel.DescribeServer)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DescribeServerInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(control.Needs("DescribeServer"));

    public override ValueTask<DescribeServerOutput> InvokeAsync(
        DescribeServerInput input,
        Call call,
        CancellationToken cancellationToken
    ) => new(control.Describe());
}
