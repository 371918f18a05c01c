using Lanyard.Containers;

namespace Lanyard.Testing.Fakes;

/// <summary>The signals that containers of <see cref="FakeRuntime"/> know.</summary>
internal static class FakeSignals
{
    /// <summary>The one that no program survives.</summary>
    public const string Kill = "SIGKILL";

    private static readonly Dictionary<string, string> Numbers = new(StringComparer.Ordinal)
    {
        ["1"] = "SIGHUP",
        ["2"] = "SIGINT",
        ["3"] = "SIGQUIT",
        ["9"] = Kill,
        ["10"] = "SIGUSR1",
        ["12"] = "SIGUSR2",
        ["15"] = "SIGTERM",
    };

    /// <summary><c>SIGTERM</c>, for <c>SIGTERM</c>, <c>TERM</c> or <c>15</c>.</summary>
    /// <exception cref="ContainerException">Invalid: there is no such signal.</exception>
    public static string FullName(string signal)
    {
        var full =
            Numbers.GetValueOrDefault(signal)
            ?? (signal.StartsWith("SIG", StringComparison.Ordinal) ? signal : $"SIG{signal}");
        return Numbers.ContainsValue(full)
            ? full
            : throw new ContainerException(ContainerFault.Invalid, $"`{signal}` is not a signal");
    }
}
