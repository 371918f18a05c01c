using System.Text;
using Lanyard.Containers.Oci;

namespace Lanyard.Containers.Tests.Oci;

/// <summary>Records become lines.</summary>
public sealed class OutputAssemblerTests
{
    private const string Time = "2026-01-31T12:00:00.123456789+00:00";

    [Fact]
    public void A_record_is_a_line_with_its_time_to_a_tenth_of_a_microsecond()
    {
        var line = Assert.Single(Read($"{Time} stdout F hello\n"));

        Assert.Equal("hello", line.Text);
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567), line.Timestamp);
    }

    [Fact]
    public void A_time_of_another_zone_is_the_same_instant()
    {
        var line = Assert.Single(Read("2026-01-31T14:00:00.000000000+02:00 stderr F hello\n"));

        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), line.Timestamp);
        Assert.Equal(OutputChannel.Stderr, line.Channel);
    }

    [Fact]
    public void An_unended_line_is_handed_over_before_what_the_other_stream_wrote_next()
    {
        var begun = $"{Time} stdout P begun\n";
        var error = $"{Time} stderr F error\n";

        var lines = Read($"{begun}{error}{Time} stdout F and ended\n");

        Assert.Equal(
            [("begun", true), ("error", false), ("and ended", false)],
            lines.Select(line => (line.Text, line.IsPartial))
        );
        Assert.Equal([begun.Length, begun.Length + error.Length], lines.Take(2).Select(line => line.Position));
    }

    [Fact]
    public void Reading_on_after_any_line_gives_the_lines_behind_it_and_no_others()
    {
        var file = Encoding.UTF8.GetBytes(
            $"{Time} stdout P begun\n{Time} stderr P er\n{Time} stderr F ror\n{Time} stderr F again\n"
                + $"{Time} stdout P , still\n{Time} stderr F third\n{Time} stdout F ended\n"
        );

        var lines = Read(file);

        Assert.Equal(6, lines.Count);
        for (var had = 0; had < lines.Count; had++)
        {
            Assert.Equal(lines.Skip(had + 1), Read(file, lines[had].Position));
        }
    }

    [Fact]
    public void A_character_cut_in_two_by_the_other_stream_is_whole_also_when_reading_goes_on_between()
    {
        byte[] file =
        [
            .. Encoding.ASCII.GetBytes($"{Time} stdout P a"),
            0xC3,
            (byte)'\n',
            .. Encoding.ASCII.GetBytes($"{Time} stderr F error\n{Time} stdout F "),
            0xB6,
            (byte)'\n',
        ];

        var lines = Read(file);

        Assert.Equal(["a", "error", "ö"], lines.Select(line => line.Text));
        Assert.Equal(lines.Skip(1), Read(file, lines[0].Position));
        Assert.Equal(lines.Skip(2), Read(file, lines[1].Position));
    }

    [Fact]
    public void What_never_ends_is_handed_over_once()
    {
        var file = Encoding.UTF8.GetBytes($"{Time} stdout P begun\n");
        var assembler = new OutputAssembler(0);
        assembler.TryTake(file, out _, out _);

        var line = Assert.Single(assembler.TakeUnended());

        Assert.Equal((true, file.Length), (line.IsPartial, line.Position));
        var again = new OutputAssembler(line.Position);
        again.Recall(file);
        Assert.Empty(again.TakeUnended());
    }

    [Fact]
    public void Half_a_record_is_left_for_later()
    {
        var assembler = new OutputAssembler(0);

        Assert.False(assembler.TryTake(Encoding.UTF8.GetBytes($"{Time} stdout F hel"), out _, out _));
        Assert.Equal(0, assembler.Offset);
    }

    [Fact]
    public void A_broken_record_is_passed_over()
    {
        var lines = Read($"\0\0\0\0\n{Time} stdout F hello\n");

        Assert.Equal("hello", Assert.Single(lines).Text);
    }

    [Fact]
    public void A_character_cut_in_two_by_records_is_whole()
    {
        var bytes = Encoding.UTF8.GetBytes("ö");
        byte[] file =
        [
            .. Encoding.ASCII.GetBytes($"{Time} stdout P "),
            bytes[0],
            (byte)'\n',
            .. Encoding.ASCII.GetBytes($"{Time} stdout F "),
            bytes[1],
            (byte)'\n',
        ];

        Assert.Equal("ö", Assert.Single(Read(file)).Text);
    }

    [Fact]
    public void A_character_at_the_longest_length_of_a_line_is_whole_in_the_next_part()
    {
        var text = new string('a', 8191);
        byte[] file =
        [
            .. Encoding.ASCII.GetBytes($"{Time} stdout P {text}a\n{Time} stdout P {text}"),
            0xC3,
            (byte)'\n',
            .. Encoding.ASCII.GetBytes($"{Time} stdout F "),
            0xB6,
            (byte)'\n',
        ];

        var lines = Read(file);

        Assert.Equal(["a", "ö"], lines.Select(line => line.Text[^1..]), StringComparer.Ordinal);
    }

    private static List<OutputLine> Read(string file) => Read(Encoding.UTF8.GetBytes(file));

    private static List<OutputLine> Read(byte[] file, long from = 0)
    {
        var assembler = new OutputAssembler(from);
        assembler.Recall(file.AsSpan(0, (int)from));
        List<OutputLine> lines = [];
        while (assembler.TryTake(file.AsSpan((int)assembler.Offset), out _, out var line))
        {
            if (line is not null)
            {
                lines.Add(line);
            }
        }

        return lines;
    }
}
