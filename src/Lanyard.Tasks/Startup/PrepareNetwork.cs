using Lanyard.Access.Sessions;
using Lanyard.Containers;
using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Tasks.Startup;

/// <summary>Makes the task's network and opens its link, so that credentials are there before the first container asks.</summary>
internal sealed class PrepareNetwork : IStartupStep
{
    public string Name => "network made";

    public TaskRoleKind? Role => null;

    public async Task RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var task = context.Plan.Task;
        if (context.Plan.Definition.NetworkMode != "none")
        {
            try
            {
                var network = await context.Ports.Networks.CreateAsync(task.Id, cancellationToken);
                await context.Ports.Links.OpenAsync(task.Arn, network, cancellationToken);
                context.Plan.Network = network;
            }
            catch (ContainerException error)
            {
                throw new StartupException(context.Texts.NotProvisioned(error.Message));
            }
        }

        var now = context.Ports.Time.GetUtcNow();
        context.Change(record =>
            record with
            {
                LastStatus = TaskStatuses.Pending,
                ConnectivityAt = now,
                Attachments = [.. record.Attachments.Select(attachment => attachment with { Status = "ATTACHED" })],
            }
        );
    }
}
