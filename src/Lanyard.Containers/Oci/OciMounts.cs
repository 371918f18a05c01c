using System.Globalization;
using System.Text.Json;

namespace Lanyard.Containers.Oci;

/// <summary>The mounts of a container: the file systems each one has, its three files of names, and its own.</summary>
internal static class OciMounts
{
    private static readonly OciMount[] FileSystems =
    [
        new("/proc", "proc", "proc", ["nosuid", "noexec", "nodev"]),
        new("/dev", "tmpfs", "tmpfs", ["nosuid", "strictatime", "mode=755", "size=65536k"]),
        new("/dev/pts", "devpts", "devpts", ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]),
        new("/dev/mqueue", "mqueue", "mqueue", ["nosuid", "noexec", "nodev"]),
    ];

    public static void Write(Utf8JsonWriter json, ContainerSpec spec, ContainerFiles files)
    {
        json.WriteStartArray("mounts");
        // A mount of the container's own takes the place of one that every container has.
        var own = spec.Mounts.Select(mount => mount.Target.TrimEnd('/')).ToHashSet(StringComparer.Ordinal);
        foreach (var mount in Common(spec, files).Where(mount => !own.Contains(mount.Target)))
        {
            mount.Write(json);
        }

        foreach (var mount in spec.Mounts)
        {
            Own(mount).Write(json);
        }

        json.WriteEndArray();
    }

    private static IEnumerable<OciMount> Common(ContainerSpec spec, ContainerFiles files)
    {
        var access = spec.Privileged ? "rw" : "ro";
        var sharedMemory = $"size={spec.SharedMemoryBytes.ToString(CultureInfo.InvariantCulture)}";
        return
        [
            .. FileSystems,
            new OciMount("/dev/shm", "tmpfs", "shm", ["nosuid", "noexec", "nodev", "mode=1777", sharedMemory]),
            new OciMount("/sys", "sysfs", "sysfs", ["nosuid", "noexec", "nodev", access]),
            new OciMount("/sys/fs/cgroup", "cgroup", "cgroup", ["nosuid", "noexec", "nodev", access]),
            new OciMount("/etc/resolv.conf", "bind", files.ResolvConf, ["rbind", "rprivate"]),
            new OciMount("/etc/hostname", "bind", files.Hostname, ["rbind", "rprivate"]),
            new OciMount("/etc/hosts", "bind", files.Hosts, ["rbind", "rprivate"]),
        ];
    }

    private static OciMount Own(ContainerMount mount)
    {
        var access = mount.IsReadOnly ? "ro" : "rw";
        if (mount.Source is { } source)
        {
            return new OciMount(mount.Target, "bind", source, ["rbind", "rprivate", access]);
        }

        List<string> options = ["nosuid", "nodev", "noexec", access, .. mount.Options];
        if (mount.SizeBytes is { } size)
        {
            options.Add($"size={size.ToString(CultureInfo.InvariantCulture)}");
        }

        return new OciMount(mount.Target, "tmpfs", "tmpfs", options);
    }

    /// <summary>A mount in the words of the OCI specification.</summary>
    private sealed record OciMount(string Target, string Type, string Source, IReadOnlyList<string> Options)
    {
        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("destination", Target);
            json.WriteString("type", Type);
            json.WriteString("source", Source);
            OciBundle.WriteStrings(json, "options", Options);
            json.WriteEndObject();
        }
    }
}
