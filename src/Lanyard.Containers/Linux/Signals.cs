using System.Globalization;

namespace Lanyard.Containers.Linux;

/// <summary>Signals by name and number.</summary>
internal static class Signals
{
    public const int Kill = 9;

    // The order is the number's; the generic Linux numbering of x86 and Arm.
    private static readonly string[] Names =
    [
        "HUP",
        "INT",
        "QUIT",
        "ILL",
        "TRAP",
        "ABRT",
        "BUS",
        "FPE",
        "KILL",
        "USR1",
        "SEGV",
        "USR2",
        "PIPE",
        "ALRM",
        "TERM",
        "STKFLT",
        "CHLD",
        "CONT",
        "STOP",
        "TSTP",
        "TTIN",
        "TTOU",
        "URG",
        "XCPU",
        "XFSZ",
        "VTALRM",
        "PROF",
        "WINCH",
        "IO",
        "PWR",
        "SYS",
    ];

    /// <summary>The number of <c>SIGTERM</c>, <c>TERM</c>, <c>15</c> or <c>RTMIN+3</c>.</summary>
    /// <exception cref="ContainerException">Invalid: there is no such signal.</exception>
    public static int Parse(string signal)
    {
        if (
            int.TryParse(signal, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and < 65
        )
        {
            return number;
        }

        var name = signal.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? signal[3..] : signal;
        var index = Array.FindIndex(Names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return index + 1;
        }

        return RealTime(name, "RTMIN+", 34, 1)
            ?? RealTime(name, "RTMAX-", 64, -1)
            ?? throw new ContainerException(ContainerFault.Invalid, $"`{signal}` is not a signal");
    }

    private static int? RealTime(string name, string prefix, int from, int direction)
    {
        if (name.Equals(prefix[..^1], StringComparison.OrdinalIgnoreCase))
        {
            return from;
        }

        return
            name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && offset <= 30
            ? from + (direction * offset)
            : null;
    }
}
