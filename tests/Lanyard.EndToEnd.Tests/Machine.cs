using Lanyard.Containers;
using Lanyard.Containers.Oci;
using Lanyard.Testing;

namespace Lanyard.EndToEnd.Tests;

/// <summary>What a test needs of the machine; on CI a lack is a failure.</summary>
internal static class Machine
{
    private static readonly string[] Folders =
    [
        "/usr/bin",
        "/usr/sbin",
        "/usr/local/bin",
        "/usr/local/sbin",
        "/bin",
        "/sbin",
    ];

    private static readonly Lazy<Task<RuntimeReadiness>> Readiness = new(ProbeAsync);

    /// <summary>Skips, with the reason, where no container runs: one has been tried.</summary>
    public static async Task MustRunContainersAsync()
    {
        var readiness = await Readiness.Value;
        Must(readiness.IsReady, $"containers cannot run here: {readiness.Missing} {readiness.Remedy}".TrimEnd());
    }

    /// <summary>Skips where something is missing; fails on CI.</summary>
    public static void Must(bool isThere, string reason)
    {
        if (!isThere)
        {
            Assert.False(IsOnCi, reason);
            Assert.Skip(reason);
        }
    }

    /// <summary>Finds a program on the path or where the system keeps its own; null when it is not there.</summary>
    public static string? Find(string program) =>
        (Variable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(Folders)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static bool IsOnCi => Variable("CI") == "true";

    private static async Task<RuntimeReadiness> ProbeAsync()
    {
        using var state = new TemporaryDirectory();
        using var runtime = new OciRuntime(new OciOptions { StateDirectory = state.Path }, TimeProvider.System);
        return await runtime.ProbeAsync(CancellationToken.None);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariables()[name] as string;
}
