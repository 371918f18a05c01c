namespace Lanyard.EndToEnd.Tests;

/// <summary>A server that ends leaves its tasks running; the next one takes them up, with what they wrote meanwhile.</summary>
[Collection(Containers.Name)]
public sealed class RestartTests : IAsyncDisposable
{
    private readonly SmallTasks _tasks = new();

    public ValueTask DisposeAsync() => _tasks.DisposeAsync();

    [Theory]
    [InlineData("killed")]
    [InlineData("told to end")]
    public async Task A_task_runs_on_and_no_line_of_its_output_is_lost_or_doubled(string how)
    {
        var task = await _tasks.StartAsync(Ticks(60));
        await _tasks.LineAsync(task, "tick 2");

        await EndServerAsync(how);
        await _tasks.StartServerAgainAsync();

        Assert.Equal("RUNNING", await _tasks.DescribeAsync(task, "lastStatus"));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"tick {i}"), await _tasks.LinesAsync(task));
        Assert.Equal("7", await _tasks.DescribeAsync(task, "containers[0].exitCode"));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"tick {i}"), await LoggedAsync(task));
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("told to end")]
    public async Task A_task_that_ended_meanwhile_has_its_exit_code_and_its_output(string how)
    {
        var task = await _tasks.StartAsync(Ticks(20) + $" # {nameof(RestartTests)} {how}");
        await _tasks.LineAsync(task, "tick 2");

        await EndServerAsync(how);
        await Waiting.UntilAsync(() => Task.FromResult(!IsRunning($"{nameof(RestartTests)} {how}")));
        await _tasks.StartServerAgainAsync();

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"tick {i}"), await _tasks.LinesAsync(task));
        Assert.Equal("STOPPED", await _tasks.DescribeAsync(task, "lastStatus"));
        Assert.Equal("EssentialContainerExited", await _tasks.DescribeAsync(task, "stopCode"));
        Assert.Equal("7", await _tasks.DescribeAsync(task, "containers[0].exitCode"));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"tick {i}"), await LoggedAsync(task));
    }

    private static string Ticks(int count) =>
        $"for ((i = 0; i < {count}; i++)); do echo tick $i; sleep 0.1; done; exit 7";

    private Task EndServerAsync(string how) =>
        how is "killed" ? _tasks.Server.KillAsync() : _tasks.Server.TerminateAsync();

    private async Task<string[]> LoggedAsync(string task) =>
        (
            await _tasks.Server.AwsAsync([
                .. (string[])["logs", "get-log-events", "--start-from-head", "--log-group-name", SmallTasks.LogGroup],
                .. (string[])["--log-stream-name", $"small/app/{task}", "--query", "events[].message"],
            ])
        ).Split('\t');

    // The script of a container is an argument of its shell.
    private static bool IsRunning(string words) =>
        Directory
            .EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Any(folder => CommandLineOf(folder).Contains(words, StringComparison.Ordinal));

    private static string CommandLineOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            return ""; // It has ended.
        }
    }
}
