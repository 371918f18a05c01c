using System.Diagnostics;
using Lanyard.Server.Composition;
using Lanyard.Testing;
using Lanyard.Wire;
using Lanyard.Wire.Signing;

namespace Lanyard.EndToEnd.Tests;

/// <summary>A <c>lanyard up</c> on a data directory and a free port.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private Dictionary<string, string>? _administrator;

    private ServerProcess(Process process, string data, string endpoint)
    {
        _process = process;
        Data = data;
        Endpoint = endpoint;
        var file = ServerFile.Read(data)!;
        Client = new SignedClient(
            new Uri(endpoint),
            new SigningCredentials(file.AccessKeyId, new Secret(file.SecretAccessKey)),
            TimeProvider.System
        );
    }

    public string Data { get; }

    public string Endpoint { get; }

    /// <summary>The administrator's calls, without a process for each: for what a test is not about.</summary>
    public SignedClient Client { get; }

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts a server and waits for its one line.</summary>
    public static async Task<ServerProcess> StartAsync(string data, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", [Checkout.Program, "up", "--data", data, "--port", "0", .. options])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        var line = await Eventually.DoneAsync(
            process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask(),
            "the line of `lanyard up`"
        );
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

    /// <summary>Runs the AWS CLI against this server, as its administrator or with other credentials.</summary>
    public async Task<Finished> TryAwsAsync(
        string[] arguments,
        IReadOnlyDictionary<string, string>? environment = null
    ) =>
        await Finished.RunAsync(
            await AwsCli.PathAsync(),
            ["--endpoint-url", Endpoint, "--output", "text", .. arguments],
            environment ?? (_administrator ??= await EnvironmentAsync())
        );

    /// <summary>Kills the server as a crash would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Asks the server to end, as a shell does.</summary>
    public async Task TerminateAsync()
    {
        await Finished.RunAsync("/bin/kill", ["-TERM", $"{_process.Id}"]);
        await EndAsync();
    }

    private Task EndAsync() =>
        Eventually.DoneAsync(
            _process.WaitForExitAsync(TestContext.Current.CancellationToken),
            "the end of `lanyard up`"
        );

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

        Client.Dispose();
        _process.Dispose();
    }
}
