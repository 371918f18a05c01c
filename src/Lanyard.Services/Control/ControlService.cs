using Lanyard.Access.Admission;
using Lanyard.Access.Decisions;
using Lanyard.Access.Sessions;
using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Services.Control;

/// <summary>Lanyard's own service, <c>lanyard</c>: what its command line asks a server. It is authorized like any other.</summary>
public sealed class ControlService(
    ServiceHost host,
    DecisionLog decisions,
    TaskEngine engine,
    Administrators administrators,
    ServerControl control
) : IService
{
    /// <inheritdoc />
    public IReadOnlyList<IOperation> Operations { get; } =
    [
        new ListDecisions(decisions, control, host.Time),
        new GetTaskOutput(engine, control, host.Time),
        new DescribeServer(control),
        new CreateAdministrator(administrators, control),
        new Reset(control),
        new StopServer(control),
    ];
}
