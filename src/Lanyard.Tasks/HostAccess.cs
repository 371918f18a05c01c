using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks;

/// <summary>What tasks may have of this machine beyond what is made for them: its paths, its devices, its kernel.</summary>
/// <remarks>
/// On EC2 such a task owns the instance, which is the customer's. Here it would own the machine, with every account's keys on
/// it, so the person who starts the server has to say so. What is the server's own no task gets.
/// </remarks>
public sealed class HostAccess(bool isAllowed, params IReadOnlyList<string> ownDirectories)
{
    private const string Advice =
        "this server keeps its host from tasks; start it with `lanyard up --allow-host-access` to let them have it";

    private const int KernelPaths = 2;

    // Docker's own set, and those whose effect ends with the container.
    private static readonly HashSet<string> HarmlessCapabilities = new(StringComparer.OrdinalIgnoreCase)
    {
        "AUDIT_WRITE",
        "CHOWN",
        "DAC_OVERRIDE",
        "FOWNER",
        "FSETID",
        "IPC_LOCK",
        "IPC_OWNER",
        "KILL",
        "LEASE",
        "MKNOD",
        "NET_ADMIN",
        "NET_BIND_SERVICE",
        "NET_BROADCAST",
        "NET_RAW",
        "SETFCAP",
        "SETGID",
        "SETPCAP",
        "SETUID",
        "SYS_CHROOT",
        "SYS_NICE",
        "SYS_PTRACE",
        "SYS_RESOURCE",
    };

    private readonly string[] _closed = ["/proc", "/sys", .. ownDirectories.Select(RealPath.Of)];

    /// <summary>Tasks get nothing of the host.</summary>
    public static HostAccess None { get; } = new(isAllowed: false);

    /// <summary>What a definition asks for and does not get, in a sentence; null when it gets all.</summary>
    public string? FaultIn(IReadOnlyList<ContainerDefinition>? containers, IReadOnlyList<Volume>? volumes) =>
        (volumes ?? []).Select(FaultIn).FirstOrDefault(fault => fault is not null)
        ?? (isAllowed ? null : (containers ?? []).Select(FaultIn).FirstOrDefault(fault => fault is not null));

    /// <summary>Why a task does not get a path of the host, in a sentence; null when it does.</summary>
    /// <param name="path">As the definition has it.</param>
    /// <param name="real">The path without the symbolic links in it.</param>
    internal string? FaultIn(string volume, string path, out string real)
    {
        real = path;
        if (!isAllowed)
        {
            return $"volume `{volume}` asks for the host's path `{path}`: {Advice}";
        }

        if (!path.StartsWith('/'))
        {
            return $"volume `{volume}` asks for the host's path `{path}`, which does not begin with `/`";
        }

        try
        {
            real = RealPath.Of(path);
        }
        catch (IOException error)
        {
            return $"volume `{volume}` asks for the host's path `{path}`, which cannot be resolved: {error.Message}";
        }

        var resolved = real;
        var index = Array.FindIndex(_closed, closed => IsWithin(resolved, closed) || IsWithin(closed, resolved));
        return index < 0
            ? null
            : $"volume `{volume}` asks for the host's path `{path}`, which no task may have: it is, is in or holds "
                + (index < KernelPaths ? $"`{_closed[index]}`" : "the server's data directory");
    }

    private string? FaultIn(Volume volume) =>
        volume.Host?.SourcePath is { Length: > 0 } path ? FaultIn(volume.Name ?? "", path, out _) : null;

    private static string? FaultIn(ContainerDefinition container)
    {
        if (container.Privileged is true)
        {
            return $"container `{container.Name}` asks to be privileged: {Advice}";
        }

        return (container.LinuxParameters?.Capabilities?.Add ?? []).FirstOrDefault(name => !IsHarmless(name)) is { } odd
            ? $"container `{container.Name}` asks for the capability `{odd}`: {Advice}"
            : null;
    }

    private static bool IsHarmless(string capability) =>
        HarmlessCapabilities.Contains(
            capability.StartsWith("CAP_", StringComparison.OrdinalIgnoreCase) ? capability[4..] : capability
        );

    private static bool IsWithin(string path, string directory) =>
        path == directory || path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);
}
