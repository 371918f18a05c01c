namespace Lanyard.Tasks.Lifecycle;

/// <summary>Where a task's files are on this machine.</summary>
/// <param name="Path">The task's own directory.</param>
/// <param name="Shared">The directory of what outlives tasks: named volumes.</param>
internal sealed record TaskDirectories(string Path, string Shared)
{
    /// <summary>Those of a task; nothing is made yet.</summary>
    public static TaskDirectories Of(TaskOptions options, TaskRecord task) =>
        new(System.IO.Path.Combine(options.Directory, task.Id), System.IO.Path.Combine(options.Directory, "volumes"));

    /// <summary>The directory of a container's writable root.</summary>
    public string RootOf(ContainerRecord container) => System.IO.Path.Combine(Path, container.RuntimeId);

    /// <summary>The directory of a volume that ends with the task.</summary>
    public string VolumeOf(string name) => System.IO.Path.Combine(Path, "volumes", name);

    /// <summary>The directory of a volume that outlives the task.</summary>
    public string SharedVolumeOf(string name) => System.IO.Path.Combine(Shared, name);
}
