using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Tests.Logs;

public sealed class PutLogEventsTests
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    [Fact]
    public async Task A_token_is_answered_and_any_is_taken()
    {
        await using var door = await LogsCalls.OpenAsync();
        var batch = LogsCalls.Batch(door, [(0, "a")]);

        var first = await door.SendAsync(LogsModel.PutLogEvents, batch with { SequenceToken = "whatever" });
        var second = await door.SendAsync(LogsModel.PutLogEvents, batch);

        Assert.NotNull(first.NextSequenceToken);
        Assert.NotNull(second.NextSequenceToken);
        Assert.Null(first.RejectedLogEventsInfo);
    }

    [Fact]
    public async Task Events_need_their_group_and_their_stream()
    {
        await using var door = await DataDoor.OpenAsync();
        var batch = LogsCalls.Batch(door, [(0, "a")]);

        var noGroup = await door.FailAsync(LogsModel.PutLogEvents, batch);
        await door.CreateGroupAsync();
        var noStream = await door.FailAsync(LogsModel.PutLogEvents, batch);

        Assert.Equal("ResourceNotFoundException", noGroup.Code);
        Assert.Equal("The specified log group does not exist.", noGroup.Message);
        Assert.Equal("The specified log stream does not exist.", noStream.Message);
    }

    [Fact]
    public async Task Events_come_in_order()
    {
        await using var door = await LogsCalls.OpenAsync();

        var error = await door.FailAsync(LogsModel.PutLogEvents, LogsCalls.Batch(door, [(2, "b"), (1, "a")]));

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.Equal("Log events in a single PutLogEvents request must be in chronological order.", error.Message);
    }

    [Fact]
    public async Task A_batch_spans_a_day_at_the_most()
    {
        await using var door = await LogsCalls.OpenAsync();

        await door.PutAsync([(-Day, "a"), (0, "b")]);
        var error = await door.FailAsync(LogsModel.PutLogEvents, LogsCalls.Batch(door, [(-Day - 1, "a"), (0, "b")]));

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.Equal(
            "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
            error.Message
        );
    }

    [Fact]
    public async Task An_event_is_of_262144_bytes_at_the_most_with_26_for_itself()
    {
        await using var door = await LogsCalls.OpenAsync();

        await door.PutAsync([(0, new string('x', 262_144 - 26))]);
        var error = await door.FailAsync(
            LogsModel.PutLogEvents,
            LogsCalls.Batch(door, [(0, new string('é', (262_144 - 26) / 2) + "x")])
        );

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.Equal("Log event too large: 262145 bytes exceeds limit of 262144", error.Message);
    }

    [Fact]
    public async Task A_batch_is_of_a_mebibyte_at_the_most()
    {
        await using var door = await LogsCalls.OpenAsync();
        var quarter = new string('x', 262_144 - 26);

        await door.PutAsync([(0, quarter), (0, quarter), (0, quarter), (0, quarter)]);
        var error = await door.FailAsync(
            LogsModel.PutLogEvents,
            LogsCalls.Batch(door, [(0, quarter), (0, quarter), (0, quarter), (0, quarter), (0, "x")])
        );

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.Equal("Upload too large: 1048603 bytes exceeds limit of 1048576", error.Message);
    }

    [Fact]
    public async Task Events_older_than_fourteen_days_are_left_out_and_counted()
    {
        await using var door = await LogsCalls.OpenAsync();

        var output = await door.PutAsync([(-14 * Day - 2, "a"), (-14 * Day - 1, "b"), (-14 * Day, "c")]);

        Assert.Equal(2, output.RejectedLogEventsInfo?.TooOldLogEventEndIndex);
        Assert.Null(output.RejectedLogEventsInfo?.TooNewLogEventStartIndex);
        Assert.Equal("c", (await door.GetAsync()).Texts());
    }

    [Fact]
    public async Task Events_more_than_two_hours_ahead_are_left_out_from_the_first_on()
    {
        await using var door = await LogsCalls.OpenAsync();

        var output = await door.PutAsync([(0, "a"), (2 * Hour, "b"), ((2 * Hour) + 1, "c"), ((2 * Hour) + 2, "d")]);

        Assert.Equal(2, output.RejectedLogEventsInfo?.TooNewLogEventStartIndex);
        Assert.Null(output.RejectedLogEventsInfo?.TooOldLogEventEndIndex);
        Assert.Equal("a b", (await door.GetAsync()).Texts());
    }

    [Fact]
    public async Task Events_older_than_the_retention_are_left_out_as_expired()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.SendAsync(LogsModel.PutRetentionPolicy, new() { LogGroupName = "g", RetentionInDays = 1 });

        var output = await door.PutAsync([(-Day - 1, "a"), (-Day, "b")]);

        Assert.Equal(1, output.RejectedLogEventsInfo?.ExpiredLogEventEndIndex);
        Assert.Null(output.RejectedLogEventsInfo?.TooOldLogEventEndIndex);
        Assert.Equal("b", (await door.GetAsync()).Texts());
    }

    [Fact]
    public async Task Events_put_at_once_by_many_are_all_there()
    {
        await using var door = await LogsCalls.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => door.CountAsync(i * 10, 10))));

        Assert.Equal(
            Enumerable.Range(0, 200),
            (await door.GetAsync(fromHead: true)).Events!.Select(item =>
                int.Parse(item.Message!, System.Globalization.CultureInfo.InvariantCulture)
            )
        );
    }
}
