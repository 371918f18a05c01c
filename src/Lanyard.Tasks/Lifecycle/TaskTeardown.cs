using Lanyard.Containers;
using Lanyard.Containers.Images.Files;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>Takes down what a stopped task leaves: its link, its network, its containers' roots and its volumes.</summary>
/// <remarks>
/// <code>
/// end every container → take down the rest → STOPPED → (kept for an hour) → sweep with the record
/// </code>
/// Nothing is deleted under a container that may run. Containers that ran stay in the runtime with their output until the task's
/// record is swept. What cannot be taken down now is swept with the record.
/// </remarks>
internal static class TaskTeardown
{
    /// <summary>Sees to it that a container does not run: it is killed and waited for, or removed when it was never started.</summary>
    /// <returns>How it ended; null when it never ran or is gone.</returns>
    /// <exception cref="ContainerException">It may run still.</exception>
    public static async Task<ContainerExit?> EndAsync(
        ContainerRecord container,
        IContainerRuntime runtime,
        CancellationToken cancellationToken
    )
    {
        if (container.StartedAt is null && await AttemptAsync(() => runtime.RemoveAsync(container.RuntimeId, default)))
        {
            return null;
        }

        try
        {
            await runtime.KillAsync(container.RuntimeId, "SIGKILL", cancellationToken);
            return await runtime.WaitAsync(container.RuntimeId, cancellationToken);
        }
        catch (ContainerException gone) when (gone.Kind == ContainerFault.NotFound)
        {
            return null;
        }
    }

    /// <summary>Takes down everything but the containers that ran, all of which must have ended.</summary>
    public static async Task RunAsync(TaskRecord task, EngineHost host)
    {
        await AttemptAsync(() => host.Ports.Links.CloseAsync(task.Arn));
        await AttemptAsync(() => host.Ports.Networks.DeleteAsync(task.Id, CancellationToken.None));
        await AttemptAsync(() => Task.Run(() => RemoveFiles(task, host)));
    }

    /// <summary>Takes down the rest: containers with their output, and what could not be taken down before.</summary>
    /// <returns>Whether nothing is left.</returns>
    public static Task<bool> SweepAsync(TaskRecord task, EngineHost host) =>
        AttemptAsync(async () =>
        {
            var runtime = await host.Ports.Runtime(CancellationToken.None);
            await Task.WhenAll(
                task.Containers.Select(one => runtime.RemoveAsync(one.RuntimeId, CancellationToken.None))
            );
            await host.Ports.Networks.DeleteAsync(task.Id, CancellationToken.None);
            await Task.Run(() => RemoveFiles(task, host));
        });

    /// <summary>Removes the directory of a task, with the roots of its containers.</summary>
    public static void RemoveFiles(string directory, IEnumerable<string> roots, EngineHost host)
    {
        foreach (var root in roots)
        {
            host.Ports.Images.Unmount(root);
        }

        if (OperatingSystem.IsLinux())
        {
            // Containers name their files as they like; .NET reads names as text.
            DirectoryTree.Remove(directory);
        }
        else if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void RemoveFiles(TaskRecord task, EngineHost host)
    {
        var directories = TaskDirectories.Of(host.Options, task);
        RemoveFiles(directories.Path, task.Containers.Select(directories.RootOf), host);
    }

    // A stopped task must not hang on what is left of it, whatever keeps it there.
    private static async Task<bool> AttemptAsync(Func<Task> removal)
    {
        var work = RunAsync(removal);
        await work.SettledAsync();
        return work.IsCompletedSuccessfully;
    }

    private static async Task RunAsync(Func<Task> removal) => await removal();
}
