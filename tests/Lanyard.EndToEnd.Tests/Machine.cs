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

    /// <summary>Skips, with the reason, where no container can run.</summary>
    public static void MustRunContainers()
    {
        Must(Environment.IsPrivilegedProcess, "containers need root");
        Must(Find("runc") is not null || Find("crun") is not null, "containers need runc or crun");
        Must(Find("conmon") is not null, "containers need conmon");
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

    private static bool IsOnCi => Variable("CI") is "true";

    private static string? Variable(string name) => Environment.GetEnvironmentVariables()[name] as string;
}
