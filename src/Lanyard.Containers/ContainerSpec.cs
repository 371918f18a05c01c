using System.Collections.ObjectModel;

namespace Lanyard.Containers;

/// <summary>What a runtime is asked to run.</summary>
public sealed record ContainerSpec
{
    /// <summary>Unique on this machine; letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, at most 128.</summary>
    public required string Id { get; init; }

    /// <summary>The container's name in its task.</summary>
    public required string Name { get; init; }

    /// <summary>The directory that is the container's root: an image's layers, mounted and writable.</summary>
    public required string RootDirectory { get; init; }

    /// <summary>The command and its arguments; never empty.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The variables of the container's environment; <c>PATH</c> and <c>HOSTNAME</c> are added when missing.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Where the command starts; made when missing.</summary>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>
    /// Who the command runs as, in the words of an image or a task definition: empty (root), <c>user</c>, <c>uid</c>,
    /// <c>user:group</c>, <c>uid:gid</c>. Names are looked up in the container's own files.
    /// </summary>
    public string User { get; init; } = "";

    /// <summary>The host name the container sees.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>The network namespace the container joins; null for one of its own with nothing but loopback.</summary>
    public string? NetworkNamespacePath { get; init; }

    /// <summary>The limits the container shares with the others of its task; null for none.</summary>
    public ContainerGroup? Group { get; init; }

    /// <summary>The memory it may use; more ends it with 137. Null for no limit of its own.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>The memory it keeps when the machine runs short; null for none.</summary>
    public long? MemoryReservationBytes { get; init; }

    /// <summary>Its share of the processor beside others, 1024 for one vCPU; null or below 2 for the least share there is.</summary>
    public int? CpuUnits { get; init; }

    /// <summary>The processor time it may use at most, 1024 for one vCPU; null for no limit of its own.</summary>
    public int? CpuQuotaUnits { get; init; }

    /// <summary>The most processes and threads it may have; null for no limit.</summary>
    public int? ProcessLimit { get; init; }

    /// <summary>Capabilities beyond Docker's default 14, such as <c>SYS_PTRACE</c> (<c>CAP_</c> may be there); <c>ALL</c> adds all.</summary>
    public IReadOnlyList<string> AddedCapabilities { get; init; } = [];

    /// <summary>Capabilities taken away; <c>ALL</c> takes all but those added by name.</summary>
    public IReadOnlyList<string> DroppedCapabilities { get; init; } = [];

    /// <summary>Limits of the kind <c>nofile</c>, each name at most once.</summary>
    public IReadOnlyList<ContainerUlimit> Ulimits { get; init; } = [];

    /// <summary>The root cannot be written to; mounts can.</summary>
    public bool ReadOnlyRoot { get; init; }

    /// <summary>What is mounted over the root, in this order.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>Kernel settings of the container's own namespaces, such as <c>net.core.somaxconn</c>.</summary>
    public IReadOnlyDictionary<string, string> Sysctls { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The size of <c>/dev/shm</c>.</summary>
    /// <value>64 MiB, as Docker.</value>
    public long SharedMemoryBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>All capabilities, all devices, nothing masked, no system-call filter.</summary>
    public bool Privileged { get; init; }

    /// <summary>Names for <c>/etc/hosts</c> beyond localhost and the container's own.</summary>
    public IReadOnlyList<ContainerHost> ExtraHosts { get; init; } = [];

    /// <summary>The whole of <c>/etc/resolv.conf</c>.</summary>
    /// <value>Empty: names are looked up in <c>/etc/hosts</c> only.</value>
    public string ResolvConf { get; init; } = "";

    /// <summary>The signal that asks it to end: <c>SIGTERM</c>, <c>TERM</c> or <c>15</c>.</summary>
    public string StopSignal { get; init; } = "SIGTERM";

    /// <summary>How long it is given between the stop signal and SIGKILL.</summary>
    /// <value>30 seconds, as ECS.</value>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What the caller wants to find again in <see cref="ContainerStatus.Labels"/>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}

/// <summary>Limits that the containers of one task share, in a control group above their own.</summary>
/// <param name="Id">Unique on this machine, of the characters of <see cref="ContainerSpec.Id"/>.</param>
/// <param name="MemoryBytes">The memory all may use together; null for no limit.</param>
/// <param name="CpuQuotaUnits">The processor time all may use together, 1024 for one vCPU; null for no limit.</param>
public sealed record ContainerGroup(string Id, long? MemoryBytes, int? CpuQuotaUnits);

/// <summary>A limit of the kind <c>setrlimit</c> sets.</summary>
/// <param name="Name">As in a task definition: <c>nofile</c>, <c>nproc</c>, <c>core</c>, …</param>
/// <param name="Soft">What holds; -1 for no limit.</param>
/// <param name="Hard">How far the container itself may raise it; -1 for no limit.</param>
public sealed record ContainerUlimit(string Name, long Soft, long Hard);

/// <summary>A line of <c>/etc/hosts</c>.</summary>
public sealed record ContainerHost(string Name, string Address);

/// <summary>A file, directory or memory file system over a place in the container's root.</summary>
public sealed record ContainerMount
{
    /// <summary>Where it is in the container; made when missing.</summary>
    public required string Target { get; init; }

    /// <summary>The file or directory of this machine that is seen there; null for a memory file system.</summary>
    public string? Source { get; init; }

    /// <summary>It cannot be written to.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The size of a memory file system; null for half of the machine's memory.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Further mount options of a memory file system, such as <c>noexec</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}
