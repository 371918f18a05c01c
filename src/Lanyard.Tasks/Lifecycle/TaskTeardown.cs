using Lanyard.Containers;
using Lanyard.Containers.Images.Files;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>Takes down what a stopped task leaves: its link, its network, its containers' roots and its volumes.</summary>
/// <remarks>
/// Containers that ran stay in the runtime with their output until the task's record is swept. What cannot be taken down now
/// is swept with the record.
/// </remarks>
internal static class TaskTeardown
{
    /// <summary>Takes it down.</summary>
    public static async Task RunAsync(TaskRecord task, EngineHost host)
    {
        await host.Ports.Links.CloseAsync(task.Arn);
        await Task.WhenAll(
            AttemptAsync(() => host.Ports.Networks.DeleteAsync(task.Id, CancellationToken.None)),
            AttemptAsync(() => RemoveContainersAsync(task, host, one => one.StartedAt is null))
        );
        await AttemptAsync(() => Task.Run(() => RemoveFiles(task, host)));
    }

    /// <summary>Takes down the rest: containers with their output.</summary>
    public static Task SweepAsync(TaskRecord task, EngineHost host) =>
        AttemptAsync(async () =>
        {
            await RemoveContainersAsync(task, host, static _ => true);
            RemoveFiles(task, host);
        });

    private static async Task RemoveContainersAsync(
        TaskRecord task,
        EngineHost host,
        Func<ContainerRecord, bool> isToGo
    )
    {
        var runtime = await host.Ports.Runtime(CancellationToken.None);
        await Task.WhenAll(
            task.Containers.Where(isToGo).Select(one => runtime.RemoveAsync(one.RuntimeId, CancellationToken.None))
        );
    }

    private static void RemoveFiles(TaskRecord task, EngineHost host)
    {
        var directories = TaskDirectories.Of(host.Options, task);
        foreach (var container in task.Containers)
        {
            host.Ports.Images.Unmount(directories.RootOf(container));
        }

        if (OperatingSystem.IsLinux())
        {
            // Containers name their files as they like; .NET reads names as text.
            DirectoryTree.Remove(directories.Path);
        }
        else if (Directory.Exists(directories.Path))
        {
            Directory.Delete(directories.Path, recursive: true);
        }
    }

    private static async Task AttemptAsync(Func<Task> removal)
    {
        try
        {
            await removal();
        }
        catch (Exception fault) when (fault is ContainerException or IOException or UnauthorizedAccessException)
        {
            // A stopped task must not hang on what is left of it.
        }
    }
}
