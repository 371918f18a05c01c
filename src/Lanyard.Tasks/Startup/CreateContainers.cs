using Lanyard.Access.Sessions;
using Lanyard.Containers;
using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Tasks.Startup;

/// <summary>Makes the containers, all at once; none of their code runs yet.</summary>
internal sealed class CreateContainers : IStartupStep
{
    public string Name => "containers made";

    public TaskRoleKind? Role => null;

    public async Task RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        IContainerRuntime runtime;
        TaskVolumes volumes;
        try
        {
            runtime = await context.Ports.Runtime(cancellationToken);
            volumes = TaskVolumes.Make(
                context.Plan,
                TaskDirectories.Of(context.Options, context.Plan.Task),
                context.Options.HostAccess
            );
        }
        catch (ContainerException error)
        {
            throw new StartupException(context.Texts.NotProvisioned(error.Message));
        }

        context.Plan.MayHaveContainers = true;
        await Task.WhenAll(
            context.Plan.Containers.Select(container =>
                Task.Run(() => CreateAsync(container, volumes, runtime, context, cancellationToken), cancellationToken)
            )
        );
        var now = context.Ports.Time.GetUtcNow();
        context.Change(record =>
            record with
            {
                Containers =
                [
                    .. record.Containers.Select(
                        (one, i) => one with { CreatedAt = now, Log = context.Plan.Containers[i].Logs?.Destination }
                    ),
                ],
            }
        );
    }

    private static async Task CreateAsync(
        ContainerPlan container,
        TaskVolumes volumes,
        IContainerRuntime runtime,
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        ContainerSpec spec;
        try
        {
            var root = context.Ports.Images.Mount(
                container.Image!,
                TaskDirectories.Of(context.Options, context.Plan.Task).RootOf(container.Record)
            );
            spec = ContainerSpecs.Of(context.Plan, container, root, volumes, context.Options);
        }
        catch (ContainerException error)
        {
            throw new StartupException(context.Texts.NotCreated(container.Name, error.Message));
        }

        try
        {
            await runtime.CreateAsync(spec, cancellationToken);
        }
        catch (ContainerException error)
        {
            // What an engine finds wrong with a command it finds when it starts the container.
            throw new StartupException(context.Texts.NotStarted(container.Name, error));
        }
    }
}
