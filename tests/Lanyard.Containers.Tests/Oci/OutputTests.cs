namespace Lanyard.Containers.Tests.Oci;

/// <summary>What is written is what is read.</summary>
public sealed class OutputTests(ContainerMachine machine) : ContainerTests(machine)
{
    // Writes to either stream and goes on once conmon has read it (FIONREAD is 0), so that what was written first is read first.
    private const string Say =
        "sub say { my ($to, $text) = @_; syswrite $to, $text; my $left = pack 'i', 1;"
        + " while (unpack 'i', $left) { ioctl $to, 0x541B, $left; select undef, undef, undef, 0.001 } } ";

    [Fact]
    public async Task A_line_written_in_pieces_is_one_line()
    {
        Machine.RequirePerl();

        var run = await RunAsync(Perl(Say + "say *STDOUT, $_ for 'one', 'two', qq(three\n)"));

        Assert.Equal("onetwothree", Assert.Single(run.Lines).Text);
    }

    [Fact]
    public async Task A_line_that_the_other_stream_interrupts_comes_in_parts()
    {
        Machine.RequirePerl();

        var run = await RunAsync(Perl(Say + "say *STDOUT, 'one'; say *STDERR, qq(error\n); say *STDOUT, qq(two\n)"));

        Assert.Equal(
            [("one", true), ("error", false), ("two", false)],
            run.Lines.Select(line => (line.Text, line.IsPartial))
        );
    }

    [Fact]
    public async Task Unended_text_does_not_make_what_the_other_stream_wrote_come_again()
    {
        Machine.RequirePerl();
        var id = await StartAsync(Perl(Say + "say *STDOUT, 'begun'; say *STDERR, qq(error\n); sleep 600"));
        await FollowAsync(id).Take(2).LastAsync(Ended);

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

        var lines = await FollowAsync(id).Select(line => line.Text).ToListAsync(Ended);

        Assert.Equal(Enumerable.Range(0, 20000).Select(i => $"{i}"), lines, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("for (1 .. 5) { say *STDOUT, qq($_\n); say *STDERR, qq(e$_\n) }", 10)]
    [InlineData("for (1 .. 3) { say *STDOUT, qq(o$_); say *STDERR, qq(e$_) }", 6)]
    public async Task Every_position_continues_where_it_says(string program, int count)
    {
        Machine.RequirePerl();
        var id = await StartAsync(Perl(Say + program));
        await WaitAsync(id);
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
