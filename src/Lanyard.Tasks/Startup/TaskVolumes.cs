using Lanyard.Containers;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Startup;

/// <summary>The volumes of a task as directories of this machine, and what each container mounts.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_data_volumes.html" />
internal sealed class TaskVolumes
{
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);

    private TaskVolumes() { }

    /// <summary>Makes the directories.</summary>
    /// <exception cref="ContainerException">Invalid: a kind, a name or a path of volume that is not for tasks. Unavailable: a directory that cannot be made.</exception>
    public static TaskVolumes Make(StartupPlan plan, TaskDirectories directories, HostAccess host)
    {
        var volumes = new TaskVolumes();
        foreach (var volume in plan.Definition.Volumes ?? [])
        {
            volumes._sources[TaskDirectories.NameOf(volume)] = Directory(volume, directories, host);
        }

        return volumes;
    }

    /// <summary>What a container mounts: its own mount points, then those of the containers it takes volumes from.</summary>
    public IEnumerable<ContainerMount> MountsOf(ContainerDefinition container, IReadOnlyList<ContainerPlan> all)
    {
        foreach (var point in container.MountPoints ?? [])
        {
            yield return MountOf(point, isReadOnly: point.ReadOnly is true);
        }

        foreach (var from in container.VolumesFrom ?? [])
        {
            var source = all.First(one => one.Name == from.SourceContainer);
            foreach (var point in source.Definition.MountPoints ?? [])
            {
                yield return MountOf(point, from.ReadOnly is true || point.ReadOnly is true);
            }
        }
    }

    private ContainerMount MountOf(MountPoint point, bool isReadOnly) =>
        new()
        {
            Source = _sources[point.SourceVolume!],
            Target = point.ContainerPath!,
            IsReadOnly = isReadOnly,
        };

    private static string Directory(Volume volume, TaskDirectories directories, HostAccess host)
    {
        if (
            volume is not { EfsVolumeConfiguration: null, FsxWindowsFileServerVolumeConfiguration: null }
            || volume is not { S3filesVolumeConfiguration: null, ConfiguredAtLaunch: null or false }
        )
        {
            throw new ContainerException(
                ContainerFault.Invalid,
                $"volume `{volume.Name}` is of a kind that Lanyard does not mount: use a bind mount or a Docker volume"
            );
        }

        var path = volume switch
        {
            { Host.SourcePath: { Length: > 0 } source } => HostPath(volume, source, host),
            { DockerVolumeConfiguration.Scope: "shared" } => directories.SharedVolumeOf(volume),
            _ => directories.VolumeOf(volume),
        };
        try
        {
            // A path of the host may be a file.
            return File.Exists(path) ? path : System.IO.Directory.CreateDirectory(path).FullName;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ContainerException(
                ContainerFault.Unavailable,
                $"cannot make the directory `{path}` of volume `{volume.Name}`: {fault.Message}",
                fault
            );
        }
    }

    // Mounted as it was found: a link that is changed meanwhile leads nowhere else.
    private static string HostPath(Volume volume, string source, HostAccess host) =>
        host.FaultIn(volume.Name!, source, out var real) is { } fault
            ? throw new ContainerException(ContainerFault.Invalid, fault)
            : real;
}
