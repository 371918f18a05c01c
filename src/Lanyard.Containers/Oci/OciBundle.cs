using System.Buffers;
using System.Text;
using System.Text.Json;
using Lanyard.Containers.Images;

namespace Lanyard.Containers.Oci;

/// <summary>What an OCI runtime is given to run: <c>config.json</c> and the files it mounts into the container.</summary>
/// <seealso href="https://github.com/opencontainers/runtime-spec/blob/v1.0.2/config.md" />
internal static class OciBundle
{
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private const int CpuPeriodMicroseconds = 100_000;
    private const int LeastCpuShares = 2;
    private const int MostCpuShares = 262_144;

    private static readonly string[] MaskedPaths =
    [
        "/proc/acpi",
        "/proc/asound",
        "/proc/interrupts",
        "/proc/kcore",
        "/proc/keys",
        "/proc/latency_stats",
        "/proc/sched_debug",
        "/proc/scsi",
        "/proc/timer_list",
        "/proc/timer_stats",
        "/sys/devices/virtual/powercap",
        "/sys/firmware",
    ];

    private static readonly string[] ReadOnlyPaths =
    [
        "/proc/bus",
        "/proc/fs",
        "/proc/irq",
        "/proc/sys",
        "/proc/sysrq-trigger",
    ];

    /// <summary>Writes the bundle of a container into its directory.</summary>
    /// <param name="spec">The container.</param>
    /// <param name="files">Where to.</param>
    /// <param name="controlGroupPath">Its control group, from the root of the hierarchy.</param>
    /// <param name="controlGroups">What this machine can limit.</param>
    public static void Write(
        ContainerSpec spec,
        ContainerFiles files,
        string controlGroupPath,
        ControlGroups controlGroups
    )
    {
        File.WriteAllText(files.Hosts, HostsFile(spec));
        File.WriteAllText(files.ResolvConf, spec.ResolvConf);
        File.WriteAllText(files.Hostname, $"{spec.Hostname}\n");
        var buffer = new ArrayBufferWriter<byte>(8 * 1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteConfig(json, spec, files, controlGroupPath, controlGroups);
        }

        var readableByOwner = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var stream = new FileStream(files.Config, readableByOwner);
        stream.Write(buffer.WrittenSpan);
    }

    private static void WriteConfig(
        Utf8JsonWriter json,
        ContainerSpec spec,
        ContainerFiles files,
        string controlGroupPath,
        ControlGroups controlGroups
    )
    {
        var capabilities = CapabilitySet.Of(spec);
        json.WriteStartObject();
        json.WriteString("ociVersion", "1.0.2");
        WriteProcess(json, spec, capabilities);
        json.WriteStartObject("root");
        json.WriteString("path", spec.RootDirectory);
        json.WriteBoolean("readonly", spec.ReadOnlyRoot);
        json.WriteEndObject();
        if (spec.Hostname.Length > 0)
        {
            json.WriteString("hostname", spec.Hostname);
        }

        OciMounts.Write(json, spec, files);
        json.WriteStartObject("linux");
        json.WriteString("cgroupsPath", controlGroupPath);
        WriteNamespaces(json, spec, controlGroups);
        WriteResources(json, spec, controlGroups);
        WriteSysctls(json, spec.Sysctls);
        if (!spec.Privileged)
        {
            WriteStrings(json, "maskedPaths", MaskedPaths);
            WriteStrings(json, "readonlyPaths", ReadOnlyPaths);
            SystemCallFilter.Write(json, capabilities);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteProcess(Utf8JsonWriter json, ContainerSpec spec, IReadOnlyList<string> capabilities)
    {
        var user = ImageUser.Resolve(spec.RootDirectory, spec.User);
        json.WriteStartObject("process");
        json.WriteBoolean("terminal", false);
        json.WriteStartObject("user");
        json.WriteNumber("uid", user.Uid);
        json.WriteNumber("gid", user.Gid);
        json.WriteStartArray("additionalGids");
        foreach (var gid in user.AdditionalGids)
        {
            json.WriteNumberValue(gid);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        WriteStrings(json, "args", spec.Arguments);
        WriteStrings(json, "env", Environment(spec, user));
        json.WriteString("cwd", spec.WorkingDirectory.Length == 0 ? "/" : spec.WorkingDirectory);
        json.WriteStartObject("capabilities");
        WriteStrings(json, "bounding", capabilities);
        WriteStrings(json, "effective", capabilities);
        WriteStrings(json, "permitted", capabilities);
        json.WriteEndObject();
        json.WriteStartArray("rlimits");
        foreach (var limit in spec.Ulimits)
        {
            json.WriteStartObject();
            json.WriteString("type", $"RLIMIT_{limit.Name.ToUpperInvariant()}");
            json.WriteNumber("soft", unchecked((ulong)limit.Soft));
            json.WriteNumber("hard", unchecked((ulong)limit.Hard));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("noNewPrivileges", false);
        json.WriteNumber("oomScoreAdj", 0);
        json.WriteEndObject();
    }

    private static IEnumerable<string> Environment(ContainerSpec spec, ImageUser user)
    {
        var missing = new (string Name, string Value)[]
        {
            ("PATH", DefaultPath),
            ("HOSTNAME", spec.Hostname),
            ("HOME", user.Home),
        };
        return missing
            .Where(variable => variable.Value.Length > 0 && !spec.Environment.ContainsKey(variable.Name))
            .Select(variable => $"{variable.Name}={variable.Value}")
            .Concat(spec.Environment.Select(variable => $"{variable.Key}={variable.Value}"));
    }

    private static void WriteNamespaces(Utf8JsonWriter json, ContainerSpec spec, ControlGroups controlGroups)
    {
        json.WriteStartArray("namespaces");
        foreach (var kind in (string[])["mount", "pid", "ipc", "uts"])
        {
            WriteNamespace(json, kind, path: null);
        }

        WriteNamespace(json, "network", spec.NetworkNamespacePath);
        if (controlGroups.IsUnified)
        {
            WriteNamespace(json, "cgroup", path: null);
        }

        json.WriteEndArray();
    }

    private static void WriteNamespace(Utf8JsonWriter json, string kind, string? path)
    {
        json.WriteStartObject();
        json.WriteString("type", kind);
        if (path is not null)
        {
            json.WriteString("path", path);
        }

        json.WriteEndObject();
    }

    private static void WriteResources(Utf8JsonWriter json, ContainerSpec spec, ControlGroups controlGroups)
    {
        json.WriteStartObject("resources");
        // The runtime itself adds the devices every container has: null, zero, full, random, urandom, tty and pseudo-terminals.
        json.WriteStartArray("devices");
        json.WriteStartObject();
        json.WriteBoolean("allow", spec.Privileged);
        json.WriteString("access", "rwm");
        json.WriteEndObject();
        json.WriteEndArray();
        WriteMemory(json, spec, controlGroups);
        json.WriteStartObject("cpu");
        json.WriteNumber("shares", Math.Clamp(spec.CpuUnits ?? LeastCpuShares, LeastCpuShares, MostCpuShares));
        // Under cgroup v1 a quota above the parent's is refused by the kernel.
        if (Least(spec.CpuQuotaUnits, spec.Group?.CpuQuotaUnits, spec.CpuQuotaUnits is not null) is { } units)
        {
            json.WriteNumber("quota", ControlGroups.QuotaMicroseconds(units, CpuPeriodMicroseconds));
            json.WriteNumber("period", CpuPeriodMicroseconds);
        }

        json.WriteEndObject();
        if (spec.ProcessLimit is { } processes)
        {
            json.WriteStartObject("pids");
            json.WriteNumber("limit", processes);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static int? Least(int? own, int? group, bool isLimited) =>
        !isLimited ? null
        : group is { } shared ? Math.Min(own ?? shared, shared)
        : own;

    private static void WriteMemory(Utf8JsonWriter json, ContainerSpec spec, ControlGroups controlGroups)
    {
        json.WriteStartObject("memory");
        if (spec.MemoryBytes is { } limit)
        {
            json.WriteNumber("limit", limit);
            if (controlGroups.LimitsSwap)
            {
                // Memory and swap together: no swap, as on Fargate.
                json.WriteNumber("swap", limit);
            }
        }

        if (spec.MemoryReservationBytes is { } reservation)
        {
            json.WriteNumber("reservation", reservation);
        }

        json.WriteEndObject();
    }

    private static void WriteSysctls(Utf8JsonWriter json, IReadOnlyDictionary<string, string> sysctls)
    {
        json.WriteStartObject("sysctl");
        foreach (var (name, value) in sysctls)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    internal static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static string HostsFile(ContainerSpec spec)
    {
        var hosts = new StringBuilder("127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n");
        foreach (var host in spec.ExtraHosts)
        {
            hosts.Append(host.Address).Append(' ').Append(host.Name).Append('\n');
        }

        var isNamed = spec.ExtraHosts.Any(host => host.Name == spec.Hostname);
        if (spec.Hostname.Length > 0 && !isNamed)
        {
            hosts.Append("127.0.0.1 ").Append(spec.Hostname).Append('\n');
        }

        return hosts.ToString();
    }
}
