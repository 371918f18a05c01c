using System.CommandLine;
using Lanyard.Containers.Oci;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard doctor</c>: what this machine has and lacks, and the command that mends it.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "doctor",
            "Says what this machine has and lacks to run tasks, and the one command that mends it.\n\nExample: lanyard doctor"
        );
        command.SetAction((_, token) => RunAsync(token));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var isFine = true;
        async Task SayAsync(bool isGood, string what, string remedy)
        {
            isFine &= isGood;
            await Console.Out.WriteLineAsync($"{(isGood ? "ok     " : "MISSING")}  {what}");
            if (!isGood && remedy.Length > 0)
            {
                await Console.Out.WriteLineAsync($"         mend it with: {remedy}");
            }
        }

        await SayAsync(OperatingSystem.IsLinux(), "Linux", "run Lanyard on Linux");
        await SayAsync(
            Environment.IsPrivilegedProcess,
            "root, for namespaces, mounts and control groups",
            "sudo lanyard …"
        );
        await SayAsync(File.Exists("/proc/self/ns/net"), "network namespaces", "a kernel with CONFIG_NET_NS");
        await SayAsync(await HasOverlayAsync(cancellationToken), "overlay file system", "modprobe overlay");
        await SayAsync(Path.Exists("/sys/fs/cgroup"), "control groups", "mount -t cgroup2 none /sys/fs/cgroup");
        var state = Directory.CreateTempSubdirectory("lanyard-doctor-").FullName;
        try
        {
            using var runtime = new OciRuntime(new OciOptions { StateDirectory = state }, TimeProvider.System);
            var readiness = await runtime.ProbeAsync(cancellationToken);
            await SayAsync(
                readiness.IsReady,
                readiness.IsReady ? $"a container has run with {readiness.Version}" : readiness.Missing,
                readiness.Remedy
            );
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }

        await Console.Out.WriteLineAsync(isFine ? "this machine can run tasks" : "this machine cannot run tasks yet");
        return isFine ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static async Task<bool> HasOverlayAsync(CancellationToken cancellationToken) =>
        File.Exists("/proc/filesystems")
        && (await File.ReadAllTextAsync("/proc/filesystems", cancellationToken)).Contains(
            "overlay",
            StringComparison.Ordinal
        );
}
