using Lanyard.Containers;

namespace Lanyard.Testing.Conformance;

/// <content>What containers write, and when it is handed over.</content>
public abstract partial class ContainerRuntimeConformance
{
    [Fact]
    public async Task Output_is_read_by_line_and_stream_in_order()
    {
        var id = await StartAsync(Scripts.PrintsOnBothStreams);
        await WaitAsync(id);

        var lines = await ReadAsync(id, 0, follow: false);

        Assert.Equal(["one", "two"], TextOf(lines, OutputChannel.Stdout), StringComparer.Ordinal);
        Assert.Equal(["error"], TextOf(lines, OutputChannel.Stderr), StringComparer.Ordinal);
        Assert.All(lines, line => Assert.False(line.IsPartial));
    }

    [Fact]
    public async Task What_a_stream_wrote_is_whole_when_its_parts_are_joined()
    {
        var id = await StartAsync(Scripts.PrintsALineAroundAnother);
        await WaitAsync(id);

        var lines = await ReadAsync(id, 0, follow: false);

        var parts = lines.Where(line => line.Channel == OutputChannel.Stdout).ToList();
        Assert.Equal("onetwo", string.Concat(parts.Select(line => line.Text)));
        Assert.Equal([.. parts.SkipLast(1).Select(_ => true), false], parts.Select(line => line.IsPartial));
        Assert.Equal(["error"], TextOf(lines, OutputChannel.Stderr));
        for (var had = 0; had < lines.Count; had++)
        {
            Assert.Equal(lines.Skip(had + 1), await ReadAsync(id, lines[had].Position, follow: false));
        }
    }

    [Fact]
    public async Task Text_without_an_end_is_held_until_its_line_ends()
    {
        var id = await StartAsync(Scripts.PrintsAPromptAndItsAnswerOnTerm);
        var following = ReadAsync(id, 0, follow: true);
        await FirstLineAsync(id);

        var whileItRuns = await ReadAsync(id, 0, follow: false);
        await Runtime.KillAsync(id, "TERM", Ended);

        Assert.Equal(["ready"], whileItRuns.Select(line => line.Text));
        Assert.Equal(
            [("ready", false), ("prompt: answer", false)],
            (await Eventually.DoneAsync(following, "the end of the output")).Select(line => (line.Text, line.IsPartial))
        );
    }

    [Fact]
    public async Task Text_without_an_end_is_handed_over_when_the_container_ends()
    {
        var id = await StartAsync(Scripts.PrintsALineAndAPrompt);

        var lines = await ReadAsync(id, 0, follow: true);

        Assert.Equal([("whole", false), ("prompt", true)], lines.Select(line => (line.Text, line.IsPartial)));
        Assert.Empty(await ReadAsync(id, lines[^1].Position, follow: false));
    }

    [Fact]
    public async Task Text_without_an_end_is_handed_over_by_16_KiB_while_the_container_runs()
    {
        var id = await StartAsync(Scripts.Prints16KiBAndRunsOn);

        var part = await FirstAsync(id);
        var running = await StatusAsync(id);
        await Runtime.StopAsync(id, Ended);

        Assert.Equal((16 * 1024, true), (part.Text.Length, part.IsPartial));
        Assert.Equal(ContainerState.Running, running.State);
        Assert.Equal([part], await ReadAsync(id, 0, follow: false));
    }

    [Fact]
    public async Task Following_output_ends_with_the_container()
    {
        var id = await StartAsync(Scripts.PrintsOnBothStreams);

        var lines = await ReadAsync(id, 0, follow: true);

        Assert.Equal(3, lines.Count);
    }

    [Fact]
    public async Task Followed_output_arrives_while_the_container_runs()
    {
        var id = await StartAsync(Scripts.PrintsReadyAndEndsOnTerm);

        Assert.Equal("ready", await FirstLineAsync(id));
    }

    [Fact]
    public async Task Reading_goes_on_after_a_position()
    {
        var id = await StartAsync(Scripts.PrintsThreeLines);
        await WaitAsync(id);
        var all = await ReadAsync(id, 0, follow: false);

        var rest = await ReadAsync(id, all[0].Position, follow: false);

        Assert.Equal(all.Skip(1), rest);
    }
}
