using System.Globalization;

namespace Lanyard.Containers;

/// <summary>What the kernel lets the containers of this process have.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/getrlimit.2.html" />
public static class MachineLimits
{
    private const int SysResource = 24;

    private static readonly Lazy<long> OpenFiles = new(ReadOpenFiles);

    /// <summary>
    /// The most open files a container can be given. Root of a machine may raise its own limit; root of a container that
    /// was not given <c>CAP_SYS_RESOURCE</c> may not.
    /// </summary>
    /// <value><see cref="long.MaxValue" /> where nothing forbids more, also where the kernel is not Linux.</value>
    public static long MostOpenFiles => OpenFiles.Value;

    private static long ReadOpenFiles()
    {
        try
        {
            return MayRaise(File.ReadLines("/proc/self/status"))
                ? long.MaxValue
                : HardLimitIn(File.ReadLines("/proc/self/limits"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return long.MaxValue;
        }
    }

    internal static bool MayRaise(IEnumerable<string> status) =>
        status.FirstOrDefault(line => line.StartsWith("CapEff:", StringComparison.Ordinal)) is { } line
        && ulong.TryParse(
            line.AsSpan("CapEff:".Length).Trim(),
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture,
            out var capabilities
        )
        && (capabilities >> SysResource & 1) == 1;

    internal static long HardLimitIn(IEnumerable<string> limits) =>
        limits.FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) is { } line
        && line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, _, var hard, ..]
        && long.TryParse(hard, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : long.MaxValue;
}
