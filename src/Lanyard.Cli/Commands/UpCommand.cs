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
        var data = CommonOptions.Data();
        var port = new Option<int>("--port")
        {
            Description = "The port on 127.0.0.1; 0 takes a free one",
            DefaultValueFactory = _ => 4566,
        };
        var account = new Option<string>("--account")
        {
            Description = "The account of the administrator",
            DefaultValueFactory = _ => "000000000000",
        };
        var region = new Option<string>("--region")
        {
            Description = "The region",
            DefaultValueFactory = _ => "us-east-1",
        };
        var runtime = new Option<string>("--runtime")
        {
            Description = "What runs containers: auto or oci",
            DefaultValueFactory = _ => "auto",
        };
        var observe = new Option<bool>("--observe") { Description = "Record refusals and let them pass" };
        var allowReset = new Option<bool>("--allow-reset")
        {
            Description = "Let POST /_lanyard/reset through unsigned, from loopback",
        };
        var allowHostAccess = new Option<bool>("--allow-host-access")
        {
            Description =
                "INSECURE: let tasks mount host paths and run privileged; who may run tasks then owns this machine",
        };
        var command = new Command(
            "up",
            "Starts the server in the foreground; prints `ready URL` once it answers.\n\nExample: lanyard up --port 4566 &"
        )
        {
            port,
            data,
            account,
            region,
            runtime,
            observe,
            allowReset,
            allowHostAccess,
        };
        command.SetAction(
            (parsed, token) =>
                RunAsync(
                    new ServerOptions
                    {
                        DataDirectory = parsed.GetValue(data)!,
                        Port = parsed.GetValue(port),
                        Account = parsed.GetValue(account)!,
                        Region = parsed.GetValue(region)!,
                        Runtime = parsed.GetValue(runtime)!,
                        Observe = parsed.GetValue(observe),
                        AllowReset = parsed.GetValue(allowReset),
                        AllowHostAccess = parsed.GetValue(allowHostAccess),
                    },
                    CommonOptions.StartServerAsync,
                    token
                )
        );
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
