using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lanyard.Containers.Oci;

/// <summary>The system calls a container is refused.</summary>
/// <remarks>
/// A list of what is refused, not of what is allowed: what Docker's default profile keeps from a container on a current kernel,
/// each group given back by the capability that would allow the call anyway. A call that is newer than this list is allowed,
/// where Docker's profile refuses it.
/// </remarks>
/// <seealso href="https://docs.docker.com/engine/security/seccomp/#significant-syscalls-blocked-by-the-default-profile" />
internal static class SystemCallFilter
{
    private const int PermissionError = 1;
    private const int NotImplementedError = 38;

    // CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET: a new namespace of any kind.
    private const long NamespaceFlags = 0x7E020000;
    private const int VirtualSocketFamily = 40;

    // Per group, what may be called with the capability; null: with none.
    private static readonly (string? Capability, string[] Calls)[] Refused =
    [
        (
            null,
            [
                "_sysctl",
                "add_key",
                "create_module",
                "get_kernel_syms",
                "io_uring_enter",
                "io_uring_register",
                "io_uring_setup",
                "kexec_file_load",
                "kexec_load",
                "keyctl",
                "nfsservctl",
                "query_module",
                "request_key",
                "swapoff",
                "swapon",
                "sysfs",
                "uselib",
                "userfaultfd",
                "ustat",
                "vm86",
                "vm86old",
            ]
        ),
        (
            "CAP_SYS_ADMIN",
            [
                "fanotify_init",
                "fsconfig",
                "fsmount",
                "fsopen",
                "fspick",
                "lookup_dcookie",
                "mount",
                "mount_setattr",
                "move_mount",
                "open_tree",
                "pivot_root",
                "quotactl",
                "quotactl_fd",
                "setdomainname",
                "sethostname",
                "setns",
                "umount",
                "umount2",
                "unshare",
            ]
        ),
        ("CAP_BPF", ["bpf"]),
        ("CAP_PERFMON", ["perf_event_open"]),
        ("CAP_DAC_READ_SEARCH", ["open_by_handle_at"]),
        ("CAP_SYS_BOOT", ["reboot"]),
        ("CAP_SYS_MODULE", ["delete_module", "finit_module", "init_module"]),
        ("CAP_SYS_NICE", ["get_mempolicy", "mbind", "move_pages", "set_mempolicy", "set_mempolicy_home_node"]),
        ("CAP_SYS_PACCT", ["acct"]),
        ("CAP_SYS_PTRACE", ["kcmp"]),
        ("CAP_SYS_RAWIO", ["ioperm", "iopl"]),
        ("CAP_SYS_TIME", ["clock_settime", "clock_settime64", "settimeofday", "stime"]),
        ("CAP_SYS_TTY_CONFIG", ["vhangup"]),
        ("CAP_SYSLOG", ["syslog"]),
    ];

    /// <summary>Writes the filter of a container that has these capabilities.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<string> capabilities)
    {
        json.WriteStartObject("seccomp");
        json.WriteString("defaultAction", "SCMP_ACT_ALLOW");
        json.WriteStartArray("architectures");
        foreach (var architecture in Architectures())
        {
            json.WriteStringValue(architecture);
        }

        json.WriteEndArray();
        json.WriteStartArray("syscalls");
        var names = Refused.Where(group => !IsLifted(group.Capability, capabilities)).SelectMany(group => group.Calls);
        WriteRule(json, names, PermissionError, argument: null);
        WriteRule(json, ["socket"], PermissionError, (0, VirtualSocketFamily, null));
        if (!IsLifted("CAP_SYS_ADMIN", capabilities))
        {
            WriteNamespaceRules(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool IsLifted(string? capability, IReadOnlyList<string> capabilities) =>
        capability is not null
        && (
            capabilities.Contains(capability, StringComparer.Ordinal)
            // Both were split off from CAP_SYS_ADMIN, which still implies them.
            || (
                capability is "CAP_BPF" or "CAP_PERFMON"
                && capabilities.Contains("CAP_SYS_ADMIN", StringComparer.Ordinal)
            )
        );

    // The flags of `clone` can be looked at; those of `clone3` are behind a pointer, so it is said not to exist and the C
    // library goes back to `clone`.
    private static void WriteNamespaceRules(Utf8JsonWriter json)
    {
        for (var flag = 1L << 17; flag <= NamespaceFlags; flag <<= 1)
        {
            if ((flag & NamespaceFlags) != 0)
            {
                WriteRule(json, ["clone"], PermissionError, (0, flag, flag));
            }
        }

        WriteRule(json, ["clone3"], NotImplementedError, argument: null);
    }

    private static void WriteRule(
        Utf8JsonWriter json,
        IEnumerable<string> names,
        int error,
        (int Index, long Value, long? Masked)? argument
    )
    {
        json.WriteStartObject();
        json.WriteStartArray("names");
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteString("action", "SCMP_ACT_ERRNO");
        json.WriteNumber("errnoRet", error);
        if (argument is { } condition)
        {
            json.WriteStartArray("args");
            json.WriteStartObject();
            json.WriteNumber("index", condition.Index);
            json.WriteNumber("value", condition.Value);
            if (condition.Masked is { } masked)
            {
                json.WriteNumber("valueTwo", masked);
            }

            json.WriteString("op", condition.Masked is null ? "SCMP_CMP_EQ" : "SCMP_CMP_MASKED_EQ");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    // The processor's other conventions too, or a program of another word size would be ended at its first call.
    private static string[] Architectures() =>
        RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"],
            Architecture.Arm64 => ["SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM"],
            _ => [],
        };
}
