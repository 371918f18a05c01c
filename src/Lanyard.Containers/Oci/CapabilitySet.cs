namespace Lanyard.Containers.Oci;

/// <summary>The capabilities a container has.</summary>
/// <seealso href="https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities" />
internal static class CapabilitySet
{
    private const string All = "ALL";

    private static readonly string[] Defaults =
    [
        "CAP_AUDIT_WRITE",
        "CAP_CHOWN",
        "CAP_DAC_OVERRIDE",
        "CAP_FOWNER",
        "CAP_FSETID",
        "CAP_KILL",
        "CAP_MKNOD",
        "CAP_NET_BIND_SERVICE",
        "CAP_NET_RAW",
        "CAP_SETFCAP",
        "CAP_SETGID",
        "CAP_SETPCAP",
        "CAP_SETUID",
        "CAP_SYS_CHROOT",
    ];

    private static readonly string[] Others =
    [
        "CAP_AUDIT_CONTROL",
        "CAP_AUDIT_READ",
        "CAP_BLOCK_SUSPEND",
        "CAP_BPF",
        "CAP_CHECKPOINT_RESTORE",
        "CAP_DAC_READ_SEARCH",
        "CAP_IPC_LOCK",
        "CAP_IPC_OWNER",
        "CAP_LEASE",
        "CAP_LINUX_IMMUTABLE",
        "CAP_MAC_ADMIN",
        "CAP_MAC_OVERRIDE",
        "CAP_NET_ADMIN",
        "CAP_NET_BROADCAST",
        "CAP_PERFMON",
        "CAP_SYS_ADMIN",
        "CAP_SYS_BOOT",
        "CAP_SYS_MODULE",
        "CAP_SYS_NICE",
        "CAP_SYS_PACCT",
        "CAP_SYS_PTRACE",
        "CAP_SYS_RAWIO",
        "CAP_SYS_RESOURCE",
        "CAP_SYS_TIME",
        "CAP_SYS_TTY_CONFIG",
        "CAP_SYSLOG",
        "CAP_WAKE_ALARM",
    ];

    /// <summary>The default ones, with what is added and without what is dropped; a name in both is kept, as in Docker.</summary>
    /// <exception cref="ContainerException">Invalid: there is no such capability.</exception>
    public static IReadOnlyList<string> Of(ContainerSpec spec)
    {
        if (spec.Privileged)
        {
            return [.. Defaults, .. Others];
        }

        var added = spec.AddedCapabilities.Select(Canonical).ToList();
        var dropped = spec.DroppedCapabilities.Select(Canonical).ToList();
        IEnumerable<string> basis = added.Contains(All, StringComparer.Ordinal) ? [.. Defaults, .. Others] : Defaults;
        if (dropped.Contains(All, StringComparer.Ordinal))
        {
            basis = [];
        }

        return
        [
            .. basis
                .Except(dropped, StringComparer.Ordinal)
                .Union(added, StringComparer.Ordinal)
                .Except([All], StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Canonical(string name)
    {
        var upper = name.ToUpperInvariant();
        if (upper == All)
        {
            return upper;
        }

        var full = upper.StartsWith("CAP_", StringComparison.Ordinal) ? upper : $"CAP_{upper}";
        return Defaults.Contains(full, StringComparer.Ordinal) || Others.Contains(full, StringComparer.Ordinal)
            ? full
            : throw new ContainerException(ContainerFault.Invalid, $"unknown capability `{name}`");
    }
}
