using System.CommandLine;
using System.Diagnostics;
using Lanyard.Cli.Clients;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard down</c>: stops the tasks and the server.</summary>
internal static class DownCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var command = new Command("down", "Stops all tasks and then the server.\n\nExample: lanyard down") { data };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(data)!, token));
        return command;
    }

    private static async Task<int> RunAsync(string data, CancellationToken cancellationToken)
    {
        var server = RunningServer.Find(data);
        using var client = RunningServer.ClientOf(server);
        await client.SendAsync(LanyardModel.StopServer, new StopServerInput { StopTasks = true }, cancellationToken);
        try
        {
            using var process = Process.GetProcessById(server.ProcessId);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }

        return ExitCodes.Done;
    }
}
