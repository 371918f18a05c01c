using System.Text.RegularExpressions;
using Lanyard.Containers;
using Lanyard.Tasks.Output;
using Microsoft.Extensions.Time.Testing;

namespace Lanyard.Tasks.Tests.Output;

public sealed class LogEventTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);

    [Fact]
    public void Long_line_that_came_in_pieces_is_one_event()
    {
        var assembler = Assembler();

        var events = Assemble(assembler, Line("first ", isPartial: true), Line("second", position: 2));

        Assert.Equal([new LogEvent(Noon, "first second", UpTo(2))], events);
    }

    [Fact]
    public void Pieces_of_the_two_streams_are_kept_apart()
    {
        var assembler = Assembler();

        var events = Assemble(
            assembler,
            Line("out", isPartial: true),
            Line("err", channel: OutputChannel.Stderr),
            Line("put", position: 3)
        );

        Assert.Equal(["err", "output"], events.Select(one => one.Message));
    }

    [Fact]
    public void Empty_line_is_no_event() => Assert.Empty(Assemble(Assembler(), Line("")));

    [Fact]
    public void Line_without_an_end_is_an_event_at_the_container_s_end()
    {
        var assembler = Assembler();

        Assert.Empty(Assemble(assembler, Line("half", isPartial: true)));
        Assert.Equal(["half"], assembler.TakeAll().Select(one => one.Message));
    }

    [Theory]
    [InlineData("%Y-%m-%d %H:%M:%S", "2026-11-24 12:00:00 text", true)]
    [InlineData("[%b %d]", "[Nov 24] text", true)]
    [InlineData("%Y-%m-%d", "no date", false)]
    [InlineData("%Y%q", "2026", true)]
    [InlineData("100%%", "100%", true)]
    public void Date_format_matches_first_lines(string format, string line, bool matches) =>
        Assert.Equal(matches, Regex.IsMatch(line, StrftimePattern.Of(format)));

    [Theory]
    [InlineData(null)]
    [InlineData("^INFO")]
    public void Line_that_never_ends_becomes_events_as_long_as_CloudWatch_Logs_takes(string? firstLine)
    {
        var assembler = Assembler(firstLine);
        var part = string.Concat(Enumerable.Repeat("é€😀", 1820));
        var lines = Enumerable.Range(1, 40).Select(i => Line(part, isPartial: true, position: i));

        LogEvent[] events = [.. Assemble(assembler, [.. lines]), .. assembler.TakeAll()];

        Assert.Equal([16, 16, 8], events.Select(one => one.Message.Length / part.Length));
        Assert.Equal([16L, 32L, 40L], events.Select(one => one.Position.Stdout));
        Assert.All(events, one => Assert.InRange(BytesOf(one), 1, 262_144 - 26));
        Assert.True(TextOf(events) == string.Concat(Enumerable.Repeat(part, 40)));
    }

    [Fact]
    public void Lines_of_one_event_without_an_end_become_events_as_long_as_CloudWatch_Logs_takes()
    {
        var assembler = Assembler("^INFO");
        var text = new string('x', 16 * 1024);
        var lines = Enumerable.Range(1, 20).Select(i => Line(text, position: i));

        var full = Assert.Single(Assemble(assembler, [.. lines]));

        Assert.Equal(15, full.Message.Split('\n').Length);
        Assert.Equal(15, full.Position.ReadFrom);
    }

    [Fact]
    public void Position_of_an_event_is_not_behind_text_that_waits_for_its_end()
    {
        var assembler = Assembler();

        var error = Assemble(
            assembler,
            Line("one", position: 1),
            Line("out", isPartial: true, position: 2),
            Line("err", channel: OutputChannel.Stderr, position: 3)
        )[^1];

        Assert.Equal(new LogPosition(Stdout: 1, Stderr: 3), error.Position);
        Assert.Equal([new LogEvent(Noon, "out", UpTo(3))], assembler.TakeAll());
    }

    [Fact]
    public void Position_of_an_event_is_not_behind_the_line_that_begins_the_next()
    {
        var assembler = Assembler("^INFO");

        var events = Assemble(
            assembler,
            Line("INFO a", position: 1),
            Line("more", position: 2),
            Line("INFO b", position: 3)
        );

        Assert.Equal([new LogEvent(Noon, "INFO a\nmore", new LogPosition(Stdout: 2, Stderr: 3))], events);
    }

    [Fact]
    public void Event_waits_for_its_lines_no_longer_than_it_is_told_to()
    {
        var assembler = Assembler("^INFO");
        Assemble(assembler, Line("INFO a"));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(assembler.TakeOlderThan(TimeSpan.FromSeconds(5)));
        Assert.True(assembler.HasPendingEvent);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([new LogEvent(Noon, "INFO a", UpTo(1))], assembler.TakeOlderThan(TimeSpan.FromSeconds(5)));
        Assert.False(assembler.HasPendingEvent);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("^INFO")]
    public void Text_without_an_end_waits_for_as_long_as_it_takes(string? firstLine)
    {
        var assembler = Assembler(firstLine);
        Assemble(assembler, Line("prompt", isPartial: true));
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Empty(assembler.TakeOlderThan(TimeSpan.FromSeconds(5)));
        Assert.False(assembler.HasPendingEvent);
        Assert.Equal(["prompt"], assembler.TakeAll().Select(one => one.Message));
    }

    [Fact]
    public void What_one_stream_wrote_while_the_other_waited_is_not_sent_again()
    {
        OutputLine[] lines =
        [
            Line("prompt: ", isPartial: true, position: 1),
            Line("err 1", channel: OutputChannel.Stderr, position: 2),
            Line("err 2", channel: OutputChannel.Stderr, position: 3),
            Line("answer", position: 4),
            Line("err 3", channel: OutputChannel.Stderr, position: 5),
        ];
        var sent = Assemble(Assembler(), lines[..3])[^1].Position;

        var events = Assemble(Assembler(sent: sent), lines);

        Assert.Equal((0, 3), (sent.ReadFrom, sent.Stderr));
        Assert.Equal(["prompt: answer", "err 3"], events.Select(one => one.Message));
        Assert.Equal([new LogPosition(4, 4), new LogPosition(5, 5)], events.Select(one => one.Position));
    }

    [Fact]
    public void Unended_lines_of_the_two_streams_are_two_events()
    {
        var assembler = Assembler();
        Assemble(assembler, Line("out", isPartial: true), Line("err", isPartial: true, channel: OutputChannel.Stderr));

        Assert.Equal(["out", "err"], assembler.TakeAll().Select(one => one.Message));
    }

    [Fact]
    public void Batch_holds_no_more_than_a_mebibyte()
    {
        var batch = new LogBatch();
        var message = new string('x', 262_144 - 26);

        var added = Enumerable.Range(0, 5).Count(i => batch.TryAdd(new LogEvent(Noon, message, UpTo(i))));

        Assert.Equal(4, added);
    }

    [Fact]
    public void Batch_spans_less_than_a_day()
    {
        var batch = new LogBatch();
        batch.TryAdd(new LogEvent(Noon, "a", UpTo(1)));

        Assert.False(batch.TryAdd(new LogEvent(Noon.AddHours(24), "b", UpTo(2))));
        Assert.True(batch.TryAdd(new LogEvent(Noon.AddHours(23), "b", UpTo(2))));
    }

    [Fact]
    public void Events_of_a_batch_are_in_the_order_of_their_times()
    {
        var batch = new LogBatch();
        batch.TryAdd(new LogEvent(Noon.AddSeconds(1), "b", UpTo(1)));
        batch.TryAdd(new LogEvent(Noon, "a", UpTo(2)));

        Assert.Equal(["a", "b"], batch.Events().Select(one => one.Message));
        Assert.Equal(UpTo(2), batch.Position);
    }

    private EventAssembler Assembler(string? firstLine = null, LogPosition sent = default) =>
        new(firstLine is null ? null : new Regex(firstLine), sent, _time);

    private static LogPosition UpTo(long position) => new(position, position);

    private static int BytesOf(LogEvent one) => System.Text.Encoding.UTF8.GetByteCount(one.Message);

    private static string TextOf(IEnumerable<LogEvent> events) => string.Concat(events.Select(one => one.Message));

    private static LogEvent[] Assemble(EventAssembler assembler, params OutputLine[] lines) =>
        [.. lines.SelectMany(assembler.Add)];

    private static OutputLine Line(
        string text,
        bool isPartial = false,
        long position = 1,
        OutputChannel channel = OutputChannel.Stdout
    ) => new(Noon, channel, text, isPartial, position);
}
