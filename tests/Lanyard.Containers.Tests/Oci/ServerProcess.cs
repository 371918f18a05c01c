using System.Diagnostics;
using Lanyard.Containers.Oci;
using Lanyard.Testing;

namespace Lanyard.Containers.Tests.Oci;

/// <summary>A server of its own process, which starts a container and is killed.</summary>
internal static class ServerProcess
{
    public const string Command = "start-container";

    /// <summary>Starts one that starts a container, and kills it once it has.</summary>
    public static async Task StartContainerAndDieAsync(
        string state,
        string root,
        string id,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [Command, state, ContainerMachine.ControlGroup, root, id]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var line = await Eventually.DoneAsync(
            process.StandardOutput.ReadLineAsync(cancellationToken).AsTask(),
            "the server to say that its container is started"
        );
        process.Kill();
        await Eventually.DoneAsync(process.WaitForExitAsync(cancellationToken), "the end of the killed server");
        Assert.Equal("started", line);
    }

    /// <summary>What that process does.</summary>
    public static async Task<int> StartContainerAsync(string state, string controlGroup, string root, string id)
    {
        using var runtime = new OciRuntime(
            new OciOptions { StateDirectory = state, ControlGroup = controlGroup },
            TimeProvider.System
        );
        var spec = new ContainerSpec
        {
            Id = id,
            Name = "survivor",
            RootDirectory = root,
            Arguments = ["/bin/sh", "-c", "trap 'echo bye; exit 9' TERM; echo hello; while :; do sleep 0.01; done"],
        };
        await runtime.CreateAsync(spec, CancellationToken.None);
        await runtime.StartAsync(id, CancellationToken.None);
        Console.WriteLine("started");
        // It is killed.
        await new TaskCompletionSource().Task;
        return 0;
    }
}
