namespace Lanyard.EndToEnd.Tests;

/// <summary>A server that ends leaves its tasks running; the next one takes them up, with what they wrote meanwhile.</summary>
[Collection(OnSmallTasks.Name)]
public sealed class RestartTests(SmallTasks tasks)
{
    [Theory]
    [InlineData("killed")]
    [InlineData("told to end")]
    public async Task Tasks_run_on_and_no_line_of_their_output_is_lost_or_doubled(string how)
    {
        const int Few = 20;
        const int Many = 70;
        var name = $"{nameof(RestartTests)} {how}";
        var longer = await tasks.StartAsync(Ticks(Many));
        var shorter = await tasks.StartAsync($"{Ticks(Few)} # {name}");
        await tasks.LineAsync(longer, "tick 2");
        await tasks.LineAsync(shorter, "tick 2");

        await EndServerAsync(how);
        await Waiting.UntilAsync(() => Task.FromResult(!IsRunning(name)));
        await tasks.StartServerAgainAsync();

        Assert.Equal("RUNNING", (await tasks.DescribeAsync(longer)).LastStatus);
        await AssertEndedAsync(shorter, Few);
        await AssertEndedAsync(longer, Many);
    }

    private static string Ticks(int count) =>
        $"for ((i = 0; i < {count}; i++)); do echo tick $i; sleep 0.1; done; exit 7";

    private async Task AssertEndedAsync(string task, int ticks)
    {
        var written = Enumerable.Range(0, ticks).Select(i => $"tick {i}").ToArray();
        Assert.Equal(written, await tasks.LinesAsync(task));
        var ended = await tasks.EndOfAsync(task);
        Assert.Equal("EssentialContainerExited", ended.StopCode);
        Assert.Equal(7, ended.Containers![0].ExitCode);
        Assert.Equal(written, await tasks.LoggedAsync(task));
    }

    private Task EndServerAsync(string how) =>
        how is "killed" ? tasks.Server.KillAsync() : tasks.Server.TerminateAsync();

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
