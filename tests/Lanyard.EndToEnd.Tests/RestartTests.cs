using Lanyard.Testing;

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
        var name = $"{nameof(RestartTests)} {how}";
        // However slow the machine is, one task outlives the server and the other does not.
        var longer = await tasks.StartAsync($"trap 'exit 7' TERM; {Ticks("")}");
        var shorter = await tasks.StartAsync($"{Ticks($"i < {Few}")}; exit 7 # {name}");
        await tasks.LineAsync(longer, "tick 2");
        await tasks.LineAsync(shorter, "tick 2");

        await EndServerAsync(how);
        await Eventually.IsSoAsync("the shorter task to end", () => !IsRunning(name));
        await tasks.StartServerAgainAsync();

        Assert.Equal("RUNNING", (await tasks.DescribeAsync(longer)).LastStatus);
        await AssertEndedAsync(shorter, "EssentialContainerExited", atLeast: Few);
        await tasks.StopAsync(longer);
        await AssertEndedAsync(longer, "UserInitiated", atLeast: Few);
        Assert.Equal(Few, (await tasks.LinesAsync(shorter)).Length);
    }

    private static string Ticks(string condition) =>
        $"for ((i = 0; {condition}; i++)); do echo tick $i; sleep 0.1; done";

    private async Task AssertEndedAsync(string task, string stopCode, int atLeast)
    {
        var lines = await tasks.LinesAsync(task);
        Assert.True(lines.Length >= atLeast, $"{lines.Length} lines");
        Assert.Equal(Enumerable.Range(0, lines.Length).Select(i => $"tick {i}"), lines);
        var ended = await tasks.EndOfAsync(task);
        Assert.Equal(stopCode, ended.StopCode);
        Assert.Equal(7, ended.Containers![0].ExitCode);
        Assert.Equal(lines, await tasks.LoggedAsync(task));
    }

    private Task EndServerAsync(string how) =>
        how == "killed" ? tasks.Server.KillAsync() : tasks.Server.TerminateAsync();

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
