using System.CommandLine;
using Lanyard.Cli.Rendering;
using Lanyard.Containers.Oci;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard doctor</c>: what this machine has and lacks, and the command that mends it.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command(
            "doctor",
            "Says what this machine has and lacks to run tasks, and the one command that mends it.\n\nExample: lanyard doctor"
        )
        {
            json,
        };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(json), token));
        return command;
    }

    private static async Task<int> RunAsync(bool isJson, CancellationToken cancellationToken)
    {
        var state = Directory.CreateTempSubdirectory("lanyard-doctor-").FullName;
        try
        {
            using var runtime = new OciRuntime(new OciOptions { StateDirectory = state }, TimeProvider.System);
            var diagnosis = new Diagnosis([
                .. await LookAsync(cancellationToken),
                Finding.Of(await runtime.ProbeAsync(cancellationToken)),
            ]);
            await Console.Out.WriteLineAsync(isJson ? diagnosis.ToJson() : diagnosis.ToText());
            return diagnosis.IsFine ? ExitCodes.Done : ExitCodes.Failed;
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    // In the order in which they are to be mended.
    private static async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) =>
        [
            new(OperatingSystem.IsLinux(), "Linux", ""),
            new(Environment.IsPrivilegedProcess, "root, for namespaces, mounts and control groups", "sudo -s"),
            new(File.Exists("/proc/self/ns/net"), "network namespaces, of a kernel with CONFIG_NET_NS", ""),
            new(await HasOverlayAsync(cancellationToken), "overlay file system", "modprobe overlay"),
            new(Path.Exists("/sys/fs/cgroup"), "control groups", "mount -t cgroup2 none /sys/fs/cgroup"),
        ];

    private static async Task<bool> HasOverlayAsync(CancellationToken cancellationToken) =>
        File.Exists("/proc/filesystems")
        && (await File.ReadAllTextAsync("/proc/filesystems", cancellationToken)).Contains(
            "overlay",
            StringComparison.Ordinal
        );
}
