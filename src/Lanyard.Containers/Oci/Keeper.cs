using System.Text.Json;
using Lanyard.Containers.Linux;

namespace Lanyard.Containers.Oci;

/// <summary>Starts conmon, which makes a container with the runtime, keeps its output and exit code, and outlives the server.</summary>
/// <seealso href="https://github.com/containers/conmon" />
internal static class Keeper
{
    /// <summary>Makes a container whose bundle is written; its command waits to be started.</summary>
    /// <exception cref="ContainerException">The runtime's own words for why it cannot be made.</exception>
    public static async Task CreateAsync(string keeperPath, string runtimePath, ContainerFiles files)
    {
        string[] arguments =
        [
            "--api-version=1",
            $"--cid={files.Id}",
            $"--cuuid={files.Id}",
            $"--name={files.Id}",
            $"--runtime={runtimePath}",
            $"--runtime-arg=--root={files.RuntimeRoot}",
            "--runtime-arg=--log-format=json",
            $"--bundle={files.Directory}",
            $"--container-pidfile={files.ProcessId}",
            $"--conmon-pidfile={files.KeeperProcessId}",
            $"--log-path=k8s-file:{files.Output}",
            $"--exit-dir={files.ExitDirectory}",
            "--full-attach",
        ];
        var result = await ChildProcess.LaunchAsync(keeperPath, arguments, ["_OCI_SYNCPIPE=3"]);
        var report = result.Output.Split('\n').LastOrDefault(line => line.StartsWith('{'));
        if (report is null)
        {
            throw new ContainerException(
                ContainerFault.Unavailable,
                $"`{keeperPath}` could not make the container: {OrNothing(result.Output)}"
            );
        }

        var (processId, message) = ReadReport(report);
        if (processId < 0)
        {
            throw RuntimeErrors.Of(message);
        }
    }

    private static string OrNothing(string output) => output.Trim() is { Length: > 0 } text ? text : "it said nothing";

    // {"data": 4711} or {"data": -1, "message": "what the runtime wrote on standard error"}
    private static (int ProcessId, string Message) ReadReport(string report)
    {
        try
        {
            using var document = JsonDocument.Parse(report);
            var message = document.RootElement.TryGetProperty("message", out var text) ? text.GetString() : null;
            return (document.RootElement.GetProperty("data").GetInt32(), message ?? "");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException)
        {
            // It writes control characters in a way that is not JSON: the words are there all the same.
            return (-1, report);
        }
    }
}
