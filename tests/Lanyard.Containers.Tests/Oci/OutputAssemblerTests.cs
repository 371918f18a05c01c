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
    public void A_position_does_not_pass_the_beginning_of_an_unended_line()
    {
        var begun = $"{Time} stdout P begun\n";

        var line = Assert.Single(Read($"{begun}{Time} stderr F error\n"));

        Assert.Equal(0, line.Position);
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

    private static List<OutputLine> Read(byte[] file)
    {
        var assembler = new OutputAssembler(0);
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
