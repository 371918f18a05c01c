using System.Globalization;

namespace Lanyard.Containers.Oci;

/// <summary>What a process may do of what root may: the effective set of its capabilities.</summary>
/// <param name="bits">The set, a bit a capability.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/capabilities.7.html" />
internal readonly struct EffectiveCapabilities(ulong bits)
{
    /// <summary>CAP_SYS_ADMIN: namespaces and mounts.</summary>
    public const int SystemAdministration = 21;

    /// <summary>Those of this process.</summary>
    public static EffectiveCapabilities Own() => Read(File.ReadAllText("/proc/self/status"));

    /// <summary>Reads the <c>CapEff</c> line of a process's status; all when there is none.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html" />
    public static EffectiveCapabilities Read(string status)
    {
        const string Key = "CapEff:";
        var line = status.Split('\n').FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return
            line is not null
            && ulong.TryParse(
                line.AsSpan(Key.Length).Trim(),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var bits
            )
            ? new EffectiveCapabilities(bits)
            : new EffectiveCapabilities(ulong.MaxValue);
    }

    /// <summary>Whether a capability is in the set.</summary>
    public bool Has(int capability) => (bits & (1UL << capability)) != 0;
}
