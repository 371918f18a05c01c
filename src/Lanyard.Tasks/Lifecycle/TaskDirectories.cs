using Lanyard.Containers;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>Where a task's files are on this machine.</summary>
/// <remarks>A name that becomes a part of a path is checked here too: what is stored may be older than the rules.</remarks>
/// <param name="Path">The task's own directory.</param>
/// <param name="Shared">The directory of what outlives tasks: named volumes.</param>
/// <param name="Account">Whose shared volumes the task sees.</param>
/// <param name="Region">Those of which region.</param>
internal sealed record TaskDirectories(string Path, string Shared, string Account, string Region)
{
    /// <summary>Those of a task; nothing is made yet.</summary>
    public static TaskDirectories Of(TaskOptions options, TaskRecord task) =>
        new(
            System.IO.Path.Combine(options.Directory, task.Id),
            System.IO.Path.Combine(options.Directory, "volumes"),
            task.Account,
            task.Region
        );

    /// <summary>The name of a volume, good as the name of a directory.</summary>
    /// <exception cref="ContainerException">Invalid: it is none.</exception>
    public static string NameOf(Volume volume) =>
        volume.Name is { } name && TaskRules.IsName(name)
            ? name
            : throw new ContainerException(
                ContainerFault.Invalid,
                $"`{volume.Name}` is not the name of a volume: {TaskRules.NameAdvice}"
            );

    /// <summary>The directory of a container's writable root.</summary>
    public string RootOf(ContainerRecord container) => System.IO.Path.Combine(Path, container.RuntimeId);

    /// <summary>The directory of a volume that ends with the task.</summary>
    /// <exception cref="ContainerException">Invalid: its name is none.</exception>
    public string VolumeOf(Volume volume) => System.IO.Path.Combine(Path, "volumes", NameOf(volume));

    /// <summary>The directory of a volume that outlives the task.</summary>
    /// <exception cref="ContainerException">Invalid: its name, or that of the region, is none.</exception>
    public string SharedVolumeOf(Volume volume) =>
        TaskRules.IsName(Region)
            ? System.IO.Path.Combine(Shared, Account, Region, NameOf(volume))
            : throw new ContainerException(ContainerFault.Invalid, $"`{Region}` is not the name of a region");
}
