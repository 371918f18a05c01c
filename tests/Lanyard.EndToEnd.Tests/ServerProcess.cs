using System.Diagnostics;

namespace Lanyard.EndToEnd.Tests;

/// <summary>A <c>lanyard up</c> on a data directory and a free port.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private Dictionary<string, string>? _administrator;

    private ServerProcess(Process process, string data, string endpoint)
    {
        _process = process;
        Data = data;
        Endpoint = endpoint;
    }

    public string Data { get; }

    public string Endpoint { get; }

    /// <summary>Starts a server and waits for its one line.</summary>
    public static async Task<ServerProcess> StartAsync(string data, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", [Checkout.Program, "up", "--data", data, "--port", "0", .. options])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var line = await process.StandardOutput.ReadLineAsync(patience.Token);
        const string Ready = "ready ";
        Assert.StartsWith(Ready, line, StringComparison.Ordinal);
        return new ServerProcess(process, data, line![Ready.Length..]);
    }

    /// <summary>Runs a lanyard command on this server.</summary>
    public Task<Finished> LanyardAsync(params string[] arguments) =>
        Finished.LanyardAsync([.. arguments, "--data", Data]);

    /// <summary>The exports of <c>lanyard env</c>, with an empty home.</summary>
    public async Task<Dictionary<string, string>> EnvironmentAsync(params string[] options)
    {
        var env = await LanyardAsync(["env", .. options]);
        Assert.True(env.ExitCode == 0, env.ToString());
        var exports = env
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line["export ".Length..].Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        exports["HOME"] = Data;
        exports["AWS_PAGER"] = "";
        return exports;
    }

    /// <summary>Runs the AWS CLI against this server; fails the test when the call fails.</summary>
    public async Task<string> AwsAsync(params string[] arguments)
    {
        var run = await TryAwsAsync(arguments);
        Assert.True(run.ExitCode == 0, $"aws {string.Join(' ', arguments)}: {run}");
        return run.Output.Trim();
    }

    /// <summary>Runs the AWS CLI against this server.</summary>
    public async Task<Finished> TryAwsAsync(params string[] arguments)
    {
        return await Finished.RunAsync(
            await AwsCli.PathAsync(),
            ["--endpoint-url", Endpoint, "--output", "text", .. arguments],
            _administrator ??= await EnvironmentAsync()
        );
    }

    /// <summary>Waits until a task has stopped, and returns the lines that its containers wrote.</summary>
    public async Task<string> EndOfAsync(string taskArn)
    {
        var logs = await LanyardAsync("logs", taskArn);
        Assert.True(logs.ExitCode == 0, logs.ToString());
        await Waiting.UntilAsync(async () =>
            await AwsAsync("ecs", "describe-tasks", "--tasks", taskArn, "--query", "tasks[0].lastStatus") is "STOPPED"
        );
        return logs.Output;
    }

    /// <summary>Kills the server as a crash would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
    }

    /// <summary>Asks the server to end, as a shell does.</summary>
    public async Task TerminateAsync()
    {
        await Finished.RunAsync("/bin/kill", ["-TERM", $"{_process.Id}"]);
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await LanyardAsync("down");
        }

        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
