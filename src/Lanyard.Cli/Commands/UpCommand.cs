using System.CommandLine;
using Lanyard.Cli.Running;
using Lanyard.Server.Composition;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard up</c>: the server in the foreground.</summary>
internal static class UpCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new UpCommandOptions();
        var command = new Command(
            "up",
            "Starts the server in the foreground; prints `ready URL` once it answers.\n\nExample: lanyard up --port 4566 &"
        );
        command.Add(options.All);
        command.SetAction((parsed, token) => RunAsync(options.Read(parsed), CommonOptions.StartServerAsync, token));
        return command;
    }

    /// <summary>Serves until somebody asks it to stop.</summary>
    internal static async Task<int> RunAsync(
        ServerOptions options,
        ServerStart start,
        CancellationToken cancellationToken
    )
    {
        using var loggers = ServerLogs.Create();
        await using var server = await start(options, loggers, cancellationToken);
        if (options.Observe)
        {
            await Console.Error.WriteLineAsync("observing: policies are decided and recorded, and NOTHING IS REFUSED");
        }

        if (options.AllowHostAccess)
        {
            await Console.Error.WriteLineAsync(
                "host access allowed: tasks may mount host paths and run privileged; WHO MAY RUN TASKS OWNS THIS MACHINE"
            );
        }

        await Console.Out.WriteLineAsync($"ready {server.Endpoint.ToString().TrimEnd('/')}");
        await Console.Out.FlushAsync(cancellationToken);
        var interrupted = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listening = cancellationToken.Register(() => interrupted.TrySetResult(false));
        var stopTasks = await await Task.WhenAny(server.StopRequested, interrupted.Task);
        var running = server.RunningTasks;
        await server.StopAsync(stopTasks);
        if (!stopTasks && running > 0)
        {
            await Console.Error.WriteLineAsync(
                $"stopped; {running} task(s) run on until the next `lanyard up{DataOf(options)}` takes them up (`lanyard down{DataOf(options)}` stops them then)"
            );
        }

        return ExitCodes.Done;
    }

    private static string DataOf(ServerOptions options) =>
        options.DataDirectory is CommonOptions.DefaultData ? "" : $" --data {options.DataDirectory}";
}
