using System.CommandLine;
using Lanyard.Cli.Clients;
using Lanyard.Server.Composition;
using Lanyard.Storage.Disk;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard down</c>: stops the tasks and the server.</summary>
internal static class DownCommand
{
    // Tasks are stopped side by side, and none has more than two minutes to end by itself.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

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
        await LetGoAsync(data, server, cancellationToken);
        return ExitCodes.Done;
    }

    // The kernel lets go of the lock however the server ends; its process number may stay where nobody reaps it, or be another's.
    private static async Task LetGoAsync(string data, ServerFile server, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var begun = time.GetTimestamp();
        while (DataDirectory.IsHeld(data))
        {
            if (time.GetElapsedTime(begun) > Patience)
            {
                throw CommandException.Failed(
                    $"the server (process {server.ProcessId}) was asked to stop and still holds `{data}` after {Patience.TotalMinutes} minutes",
                    "look into its log for what it waits for; if you end the process, what it had acknowledged is kept"
                );
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
