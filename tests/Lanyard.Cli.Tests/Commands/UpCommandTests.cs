using Lanyard.Cli.Commands;
using Lanyard.Server.Composition;
using Lanyard.Testing;

namespace Lanyard.Cli.Tests.Commands;

/// <summary>A server in the foreground that is interrupted.</summary>
public sealed class UpCommandTests : IDisposable
{
    private readonly RunLab _lab = new();
    private readonly CancellationTokenSource _interruption = CancellationTokenSource.CreateLinkedTokenSource(
        CliLab.Token
    );

    public void Dispose()
    {
        _interruption.Dispose();
        _lab.Dispose();
    }

    [Fact]
    public async Task It_ends_well_and_says_that_its_tasks_run_on()
    {
        var started = new TaskCompletionSource();
        _lab.Runtime.Program = async container =>
        {
            started.TrySetResult();
            await container.WaitForSignalAsync("SIGTERM");
            return 143;
        };
        var up = UpAsync();
        await ReadyAsync();
        var options = await _lab.OptionsAsync() with { DataDirectory = _lab["data"] };
        var running = _lab.RunAsync(options, CliLab.Token);
        await Eventually.DoneAsync(started.Task, "the container to start");

        await _interruption.CancelAsync();
        var (exitCode, output, error) = await up;
        await running;

        Assert.Equal(ExitCodes.Done, exitCode);
        Assert.StartsWith("ready http://127.0.0.1:", output, StringComparison.Ordinal);
        Assert.Contains(
            $"1 task(s) run on until the next `lanyard up --data {_lab["data"]}` takes them up",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task It_says_nothing_of_tasks_when_there_are_none()
    {
        var up = UpAsync();
        await ReadyAsync();

        await _interruption.CancelAsync();
        var (exitCode, _, error) = await up;

        Assert.Equal((ExitCodes.Done, ""), (exitCode, error));
    }

    private Task<(int ExitCode, string Output, string Error)> UpAsync() =>
        CapturedConsole.WhileAsync(() =>
            UpCommand.RunAsync(
                new ServerOptions { DataDirectory = _lab["data"], Port = 0 },
                _lab.StartAsync,
                _interruption.Token
            )
        );

    private Task ReadyAsync() =>
        Eventually.IsSoAsync("the server's file", () => ServerFile.Read(_lab["data"]) is not null);
}
