using System.Globalization;

namespace Lanyard.Containers.Oci;

/// <summary>The control groups of this machine, of either version: limits of tasks, and what the kernel did about them.</summary>
/// <seealso href="https://docs.kernel.org/admin-guide/cgroup-v2.html" />
/// <seealso href="https://docs.kernel.org/admin-guide/cgroup-v1/memory.html" />
internal sealed class ControlGroups
{
    private const string StandardRoot = "/sys/fs/cgroup";
    private const string StandardMounts = "/proc/self/mountinfo";
    private const int PeriodMicroseconds = 100_000;

    private readonly string _memory;
    private readonly string _cpu;
    private readonly IReadOnlyList<string> _hierarchies;

    private ControlGroups(bool isUnified, string memory, string cpu, IReadOnlyList<string> hierarchies)
    {
        (IsUnified, _memory, _cpu, _hierarchies) = (isUnified, memory, cpu, hierarchies);
        LimitsSwap = isUnified
            ? File.Exists("/proc/swaps")
            : File.Exists(Path.Combine(memory, "memory.memsw.limit_in_bytes"));
    }

    /// <summary>Version 2 only; otherwise version 1, alone or beside it.</summary>
    public bool IsUnified { get; }

    /// <summary>Swap can be limited together with memory.</summary>
    public bool LimitsSwap { get; }

    /// <summary>Finds out how this machine has them.</summary>
    /// <exception cref="ContainerException">Unavailable: there are none for memory or processor.</exception>
    public static ControlGroups Detect() => Detect(StandardRoot, StandardMounts);

    /// <summary>The same with the places where the kernel shows them.</summary>
    internal static ControlGroups Detect(string root, string mounts)
    {
        if (File.Exists(Path.Combine(root, "cgroup.controllers")))
        {
            return new ControlGroups(isUnified: true, root, root, [root]);
        }

        var hierarchies = ReadHierarchies(mounts);
        return new ControlGroups(
            isUnified: false,
            Controller(hierarchies, "memory"),
            Controller(hierarchies, "cpu"),
            [.. hierarchies.Select(hierarchy => hierarchy.Path)]
        );
    }

    /// <summary>The processor time in a period that these units are, 1024 for one vCPU.</summary>
    public static long QuotaMicroseconds(int cpuUnits, int periodMicroseconds) =>
        // The kernel takes no quota under a millisecond.
        Math.Max(1000, (long)cpuUnits * periodMicroseconds / 1024);

    /// <summary>Makes a group with its limits, under one that is made too when it is missing.</summary>
    public void Create(string path, ContainerGroup group)
    {
        try
        {
            if (IsUnified)
            {
                CreateUnified(path, group);
            }
            else
            {
                CreateSplit(path, group);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ContainerException(
                error is UnauthorizedAccessException ? ContainerFault.NotPermitted : ContainerFault.Unavailable,
                $"the limits of task `{group.Id}` cannot be set: {error.Message}",
                error
            );
        }
    }

    /// <summary>Removes a group that is empty; one that is not, or is not there, is left alone.</summary>
    public void RemoveIfEmpty(string path)
    {
        foreach (var hierarchy in _hierarchies)
        {
            try
            {
                // Not recursive: a control group is removed by removing its directory, the files in it go with it.
                Directory.Delete(In(hierarchy, path));
            }
            catch (IOException)
            {
                // Not empty, or not there in this hierarchy.
            }
        }
    }

    /// <summary>The kernel has ended a process of this group for want of memory.</summary>
    public bool RanOutOfMemory(string path)
    {
        var file = Path.Combine(In(_memory, path), IsUnified ? "memory.events" : "memory.oom_control");
        try
        {
            return File.ReadLines(file)
                .Any(line =>
                    line.StartsWith("oom_kill ", StringComparison.Ordinal)
                    && !line.AsSpan("oom_kill ".Length).SequenceEqual("0")
                );
        }
        catch (IOException)
        {
            // The group is gone: after a restart of the machine.
            return false;
        }
    }

    private void CreateUnified(string path, ContainerGroup group)
    {
        var directory = _memory;
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            Delegate(directory);
            directory = Path.Combine(directory, segment);
            Directory.CreateDirectory(directory);
        }

        if (group.MemoryBytes is { } memory)
        {
            Set(directory, "memory.max", memory);
            if (File.Exists(Path.Combine(directory, "memory.swap.max")))
            {
                Set(directory, "memory.swap.max", 0);
            }
        }

        if (group.CpuQuotaUnits is { } units)
        {
            var quota = QuotaMicroseconds(units, PeriodMicroseconds).ToString(CultureInfo.InvariantCulture);
            Set(directory, "cpu.max", $"{quota} {PeriodMicroseconds.ToString(CultureInfo.InvariantCulture)}");
        }

        Delegate(directory);
    }

    // What the children of a group may be limited in.
    private static void Delegate(string directory)
    {
        var enabled = File.ReadAllText(Path.Combine(directory, "cgroup.subtree_control")).Split((char[])[' ', '\n']);
        foreach (var controller in (string[])["memory", "cpu", "pids"])
        {
            if (!enabled.Contains(controller, StringComparer.Ordinal))
            {
                Set(directory, "cgroup.subtree_control", $"+{controller}");
            }
        }
    }

    private void CreateSplit(string path, ContainerGroup group)
    {
        var memory = In(_memory, path);
        var cpu = In(_cpu, path);
        Directory.CreateDirectory(memory);
        Directory.CreateDirectory(cpu);
        if (group.MemoryBytes is { } limit)
        {
            Set(memory, "memory.limit_in_bytes", limit);
            if (LimitsSwap)
            {
                Set(memory, "memory.memsw.limit_in_bytes", limit);
            }
        }

        if (group.CpuQuotaUnits is { } units)
        {
            Set(cpu, "cpu.cfs_period_us", PeriodMicroseconds);
            Set(cpu, "cpu.cfs_quota_us", QuotaMicroseconds(units, PeriodMicroseconds));
        }
    }

    private static void Set(string directory, string file, long value) =>
        Set(directory, file, value.ToString(CultureInfo.InvariantCulture));

    private static void Set(string directory, string file, string value) =>
        File.WriteAllText(Path.Combine(directory, file), value);

    private static string In(string hierarchy, string path) => Path.Combine(hierarchy, path.TrimStart('/'));

    private static string Controller(IReadOnlyList<Hierarchy> hierarchies, string controller) =>
        hierarchies.FirstOrDefault(hierarchy => hierarchy.Options.Contains(controller, StringComparer.Ordinal))?.Path
        ?? throw new ContainerException(
            ContainerFault.Unavailable,
            $"this machine has no control groups for {controller}: nothing is mounted for it under `{StandardRoot}`"
        );

    // Lines such as `35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory`.
    private static List<Hierarchy> ReadHierarchies(string mounts)
    {
        var hierarchies = new List<Hierarchy>();
        foreach (var line in File.ReadLines(mounts))
        {
            var halves = line.Split(" - ", 2);
            var source = halves[^1].Split(' ');
            if (source is ["cgroup", _, var options])
            {
                hierarchies.Add(new Hierarchy(halves[0].Split(' ')[4], options.Split(',')));
            }
            else if (source is ["cgroup2", ..])
            {
                hierarchies.Add(new Hierarchy(halves[0].Split(' ')[4], []));
            }
        }

        return hierarchies;
    }

    /// <summary>A hierarchy of version 1, or the one of version 2 beside them, where it is mounted.</summary>
    private sealed record Hierarchy(string Path, IReadOnlyList<string> Options);
}
