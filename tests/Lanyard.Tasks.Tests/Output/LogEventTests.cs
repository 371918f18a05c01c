using System.Text.RegularExpressions;
using Lanyard.Containers;
using Lanyard.Tasks.Output;

namespace Lanyard.Tasks.Tests.Output;

public sealed class LogEventTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Long_line_that_came_in_pieces_is_one_event()
    {
        var assembler = new EventAssembler(null);

        var events = Assemble(assembler, Line("first ", isPartial: true), Line("second", position: 2));

        Assert.Equal([new LogEvent(Noon, "first second", 2)], events);
    }

    [Fact]
    public void Pieces_of_the_two_streams_are_kept_apart()
    {
        var assembler = new EventAssembler(null);

        var events = Assemble(
            assembler,
            Line("out", isPartial: true),
            Line("err", channel: OutputChannel.Stderr),
            Line("put", position: 3)
        );

        Assert.Equal(["err", "output"], events.Select(one => one.Message));
    }

    [Fact]
    public void Empty_line_is_no_event() => Assert.Empty(Assemble(new EventAssembler(null), Line("")));

    [Fact]
    public void Line_without_an_end_is_an_event_at_the_container_s_end()
    {
        var assembler = new EventAssembler(null);

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

    [Fact]
    public void Event_that_is_too_long_is_cut_between_characters()
    {
        var text = string.Concat(Enumerable.Repeat("é€😀", 60_000));

        var pieces = LogBatch.Split(new LogEvent(Noon, text, 1)).ToArray();

        Assert.Equal(text, string.Concat(pieces.Select(piece => piece.Message)));
        Assert.All(
            pieces,
            piece => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(piece.Message), 1, 262_144 - 26)
        );
        Assert.Equal(3, pieces.Length);
    }

    [Fact]
    public void Batch_holds_no_more_than_a_mebibyte()
    {
        var batch = new LogBatch();
        var message = new string('x', 262_144 - 26);

        var added = Enumerable.Range(0, 5).Count(i => batch.TryAdd(new LogEvent(Noon, message, i)));

        Assert.Equal(4, added);
    }

    [Fact]
    public void Batch_spans_less_than_a_day()
    {
        var batch = new LogBatch();
        batch.TryAdd(new LogEvent(Noon, "a", 1));

        Assert.False(batch.TryAdd(new LogEvent(Noon.AddHours(24), "b", 2)));
        Assert.True(batch.TryAdd(new LogEvent(Noon.AddHours(23), "b", 2)));
    }

    [Fact]
    public void Events_of_a_batch_are_in_the_order_of_their_times()
    {
        var batch = new LogBatch();
        batch.TryAdd(new LogEvent(Noon.AddSeconds(1), "b", 1));
        batch.TryAdd(new LogEvent(Noon, "a", 2));

        Assert.Equal(["a", "b"], batch.Events().Select(one => one.Message));
        Assert.Equal(2, batch.Position);
    }

    private static LogEvent[] Assemble(EventAssembler assembler, params OutputLine[] lines) =>
        [.. lines.SelectMany(assembler.Add)];

    private static OutputLine Line(
        string text,
        bool isPartial = false,
        long position = 1,
        OutputChannel channel = OutputChannel.Stdout
    ) => new(Noon, channel, text, isPartial, position);
}
