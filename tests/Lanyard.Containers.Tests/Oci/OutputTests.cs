namespace Lanyard.Containers.Tests.Oci;

/// <summary>What is written is what is read.</summary>
public sealed class OutputTests(ContainerMachine machine) : ContainerTests(machine)
{
    [Fact]
    public async Task A_line_that_is_never_ended_is_partial()
    {
        var run = await RunAsync(Shell("echo whole; printf part"));

        Assert.Equal([("whole", false), ("part", true)], run.Lines.Select(line => (line.Text, line.IsPartial)));
    }

    [Fact]
    public async Task A_line_written_in_pieces_is_one_line()
    {
        var run = await RunAsync(Shell("printf one; sleep 0.05; printf two; sleep 0.05; echo three"));

        Assert.Equal("onetwothree", Assert.Single(run.Lines).Text);
    }

    [Fact]
    public async Task A_line_that_the_other_stream_interrupts_comes_in_parts()
    {
        var run = await RunAsync(Shell("printf one; sleep 0.05; echo error >&2; sleep 0.05; echo two"));

        Assert.Equal(
            [("one", true), ("error", false), ("two", false)],
            run.Lines.Select(line => (line.Text, line.IsPartial))
        );
    }

    [Fact]
    public async Task Unended_text_does_not_make_what_the_other_stream_wrote_come_again()
    {
        var id = await StartAsync(Shell("printf begun; sleep 0.05; echo error >&2; while :; do sleep 0.01; done"));
        await Runtime.OutputAsync(id, 0, follow: true, Ended).Take(2).LastAsync(Ended);

        var lines = await ReadAsync(id);

        Assert.Equal(["begun", "error"], lines.Select(line => line.Text));
        Assert.Empty(await ReadAsync(id, lines[^1].Position));
    }

    [Fact]
    public async Task A_very_long_line_comes_in_parts_that_add_up()
    {
        var run = await RunAsync(Shell("i=0; while [ $i -lt 1000 ]; do printf 'äöü%0100d' $i; i=$((i+1)); done; echo"));

        var expected = string.Concat(Enumerable.Range(0, 1000).Select(i => $"äöü{i:D100}"));
        Assert.Equal(expected, string.Concat(run.Lines.Select(line => line.Text)));
        Assert.All(run.Lines, line => Assert.InRange(line.Text.Length, 1, 16 * 1024));
        Assert.All(run.Lines.SkipLast(1), line => Assert.True(line.IsPartial));
        Assert.False(run.Lines[^1].IsPartial);
    }

    [Fact]
    public async Task Many_lines_come_in_order_and_none_is_lost()
    {
        var id = await StartAsync(Shell("i=0; while [ $i -lt 20000 ]; do echo $i; i=$((i+1)); done"));

        List<string> lines = [];
        await foreach (var line in Runtime.OutputAsync(id, 0, follow: true, Ended))
        {
            lines.Add(line.Text);
        }

        Assert.Equal(Enumerable.Range(0, 20000).Select(i => $"{i}"), lines, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("for i in 1 2 3 4 5; do echo $i; echo e$i >&2; done", 10)]
    [InlineData("for i in 1 2 3; do printf o$i; sleep 0.05; printf e$i >&2; sleep 0.05; done", 6)]
    public async Task Every_position_continues_where_it_says(string script, int count)
    {
        var id = await StartAsync(Shell(script));
        await Runtime.WaitAsync(id, Ended);
        var lines = (await ReadAsync(id, 0)).ToList();

        Assert.Equal(count, lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            Assert.Equal(lines.Skip(i + 1), await ReadAsync(id, lines[i].Position));
        }
    }

    [Fact]
    public async Task Lines_carry_the_time_of_their_writing()
    {
        var before = DateTimeOffset.UtcNow;
        var run = await RunAsync(Shell("echo now"));

        Assert.InRange(Assert.Single(run.Lines).Timestamp, before, DateTimeOffset.UtcNow);
    }
}
