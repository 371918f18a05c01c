using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Tests.Logs;

public sealed class LogStreamTests
{
    [Fact]
    public async Task A_stream_needs_its_group()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(LogsModel.CreateLogStream, new() { LogGroupName = "g", LogStreamName = "s" });

        Assert.Equal("ResourceNotFoundException", error.Code);
        Assert.Equal("The specified log group does not exist.", error.Message);
    }

    [Fact]
    public async Task A_stream_is_made_once()
    {
        await using var door = await LogsCalls.OpenAsync();

        var error = await door.FailAsync(LogsModel.CreateLogStream, new() { LogGroupName = "g", LogStreamName = "s" });

        Assert.Equal("ResourceAlreadyExistsException", error.Code);
        Assert.Equal("The specified log stream already exists", error.Message);
    }

    [Fact]
    public async Task A_stream_without_events_shows_no_times_of_events()
    {
        await using var door = await LogsCalls.OpenAsync();

        var stream = Assert.Single(await DescribeAsync(door, new() { LogGroupName = "g" }));

        Assert.Equal("arn:aws:logs:us-east-1:111122223333:log-group:g:log-stream:s", stream.Arn);
        Assert.Equal(door.Now, stream.CreationTime);
        Assert.Null(stream.FirstEventTimestamp);
        Assert.Null(stream.LastEventTimestamp);
        Assert.Null(stream.LastIngestionTime);
    }

    [Fact]
    public async Task A_stream_shows_its_oldest_and_newest_event_whenever_they_came()
    {
        await using var door = await LogsCalls.OpenAsync();
        var start = door.Now;
        await door.PutAsync([(10, "b"), (20, "c")]);
        _ = await DescribeAsync(door, new() { LogGroupName = "g" });
        door.Door.Time.Advance(TimeSpan.FromMilliseconds(5));
        await door.PutAsync([(-4, "a")]);

        var stream = Assert.Single(await DescribeAsync(door, new() { LogGroupName = "g" }));

        Assert.Equal(start + 1, stream.FirstEventTimestamp);
        Assert.Equal(start + 20, stream.LastEventTimestamp);
        Assert.Equal(start + 5, stream.LastIngestionTime);
    }

    [Fact]
    public async Task Streams_are_listed_by_name_or_by_their_last_event()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CreateStreamAsync("a");
        await door.CreateStreamAsync("z");
        await door.PutAsync([(1, "x")], "z");
        await door.PutAsync([(2, "x")], "a");

        async Task<string> ListAsync(DescribeLogStreamsInput input) =>
            string.Join(' ', (await DescribeAsync(door, input)).Select(stream => stream.LogStreamName));

        Assert.Equal("a s z", await ListAsync(new() { LogGroupName = "g" }));
        Assert.Equal("z s a", await ListAsync(new() { LogGroupName = "g", Descending = true }));
        Assert.Equal("s z a", await ListAsync(new() { LogGroupName = "g", OrderBy = "LastEventTime" }));
        Assert.Equal("a", await ListAsync(new() { LogGroupIdentifier = "g", LogStreamNamePrefix = "a" }));
    }

    [Fact]
    public async Task A_descending_list_by_time_is_paged()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CreateStreamAsync("t");
        await door.PutAsync([(1, "x")], "t");
        var input = new DescribeLogStreamsInput
        {
            LogGroupName = "g",
            OrderBy = "LastEventTime",
            Descending = true,
            Limit = 1,
        };

        var first = await door.SendAsync(LogsModel.DescribeLogStreams, input);
        var second = await door.SendAsync(LogsModel.DescribeLogStreams, input with { NextToken = first.NextToken });

        Assert.Equal("t", Assert.Single(first.LogStreams!).LogStreamName);
        Assert.Equal("s", Assert.Single(second.LogStreams!).LogStreamName);
        Assert.Null(second.NextToken);
    }

    [Fact]
    public async Task A_prefix_excludes_the_order_by_time()
    {
        await using var door = await LogsCalls.OpenAsync();

        var error = await door.FailAsync(
            LogsModel.DescribeLogStreams,
            new()
            {
                LogGroupName = "g",
                LogStreamNamePrefix = "s",
                OrderBy = "LastEventTime",
            }
        );

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.Equal("Cannot order by LastEventTime with a logStreamNamePrefix.", error.Message);
    }

    [Fact]
    public async Task A_group_is_named_in_one_way()
    {
        await using var door = await LogsCalls.OpenAsync();

        Assert.Equal("InvalidParameterException", (await door.FailAsync(LogsModel.DescribeLogStreams, new())).Code);
        Assert.Equal(
            "InvalidParameterException",
            (
                await door.FailAsync(
                    LogsModel.DescribeLogStreams,
                    new() { LogGroupName = "g", LogGroupIdentifier = "g" }
                )
            ).Code
        );
        Assert.Equal(
            "InvalidParameterException",
            (await door.FailAsync(LogsModel.DescribeLogStreams, new() { LogGroupIdentifier = "arn:aws:s3:::g" })).Code
        );
    }

    [Fact]
    public async Task A_deleted_stream_is_gone_with_its_events()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(1, 3);
        _ = await door.GetAsync();

        await door.SendAsync(LogsModel.DeleteLogStream, new() { LogGroupName = "g", LogStreamName = "s" });

        Assert.Empty(await DescribeAsync(door, new() { LogGroupName = "g" }));
        await door.CreateStreamAsync();
        Assert.Empty((await door.GetAsync()).Events!);
    }

    [Fact]
    public async Task Deleting_a_stream_that_is_not_there_says_so()
    {
        await using var door = await LogsCalls.OpenAsync();

        var error = await door.FailAsync(LogsModel.DeleteLogStream, new() { LogGroupName = "g", LogStreamName = "t" });

        Assert.Equal("ResourceNotFoundException", error.Code);
        Assert.Equal("The specified log stream does not exist.", error.Message);
    }

    private static async Task<IReadOnlyList<LogStream>> DescribeAsync(DataDoor door, DescribeLogStreamsInput input) =>
        (await door.SendAsync(LogsModel.DescribeLogStreams, input)).LogStreams!;
}
