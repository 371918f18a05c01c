using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Tests.Logs;

/// <summary>A group or stream that is deleted and made again while a call is on its way is another, which nobody judged the call on.</summary>
public sealed class LogRemakingTests
{
    private static readonly Dictionary<string, Func<DataDoor, Func<Task>, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["DeleteLogGroup"] = (d, meanwhile) =>
            d.Door.SendAsync(d.Admin, LogsModel.DeleteLogGroup, new() { LogGroupName = "g" }, meanwhile),
        ["PutRetentionPolicy"] = (d, meanwhile) =>
            d.Door.SendAsync(
                d.Admin,
                LogsModel.PutRetentionPolicy,
                new() { LogGroupName = "g", RetentionInDays = 7 },
                meanwhile
            ),
        ["CreateLogStream"] = (d, meanwhile) =>
            d.Door.SendAsync(
                d.Admin,
                LogsModel.CreateLogStream,
                new() { LogGroupName = "g", LogStreamName = "new" },
                meanwhile
            ),
        ["DeleteLogStream"] = (d, meanwhile) =>
            d.Door.SendAsync(
                d.Admin,
                LogsModel.DeleteLogStream,
                new() { LogGroupName = "g", LogStreamName = "s" },
                meanwhile
            ),
        ["DescribeLogStreams"] = (d, meanwhile) =>
            d.Door.SendAsync(d.Admin, LogsModel.DescribeLogStreams, new() { LogGroupName = "g" }, meanwhile),
        ["PutLogEvents"] = (d, meanwhile) =>
            d.Door.SendAsync(d.Admin, LogsModel.PutLogEvents, LogsCalls.Batch(d, [(0, "three")]), meanwhile),
        ["GetLogEvents"] = (d, meanwhile) =>
            d.Door.SendAsync(
                d.Admin,
                LogsModel.GetLogEvents,
                new() { LogGroupName = "g", LogStreamName = "s" },
                meanwhile
            ),
        ["FilterLogEvents"] = (d, meanwhile) =>
            d.Door.SendAsync(d.Admin, LogsModel.FilterLogEvents, new() { LogGroupName = "g" }, meanwhile),
        ["FilterLogEvents of streams"] = (d, meanwhile) =>
            d.Door.SendAsync(
                d.Admin,
                LogsModel.FilterLogEvents,
                new() { LogGroupName = "g", LogStreamNames = ["s"] },
                meanwhile
            ),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_judged_on_one_group_is_not_done_on_its_namesake(string name)
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.PutAsync([(0, "one")]);

        var error = await Assert.ThrowsAsync<AwsException>(() => Calls[name](door, () => RemakeGroupAsync(door)));

        Assert.Equal("The specified log group does not exist.", error.Message);
        await AssertAsItWasMadeAsync(door);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_judged_on_no_group_is_not_done_on_one_made_since(string name)
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() => Calls[name](door, () => MakeGroupAsync(door)));

        Assert.Equal("The specified log group does not exist.", error.Message);
        await AssertAsItWasMadeAsync(door);
    }

    [Theory]
    [InlineData("DeleteLogStream")]
    [InlineData("PutLogEvents")]
    [InlineData("GetLogEvents")]
    public async Task A_call_judged_on_one_stream_is_not_done_on_its_namesake(string name)
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.PutAsync([(0, "one")]);

        var error = await Assert.ThrowsAsync<AwsException>(() => Calls[name](door, () => RemakeStreamAsync(door)));

        Assert.Equal("The specified log stream does not exist.", error.Message);
        await AssertAsItWasMadeAsync(door);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_sees_what_changed_in_the_group_itself(string name)
    {
        await using var door = await LogsCalls.OpenAsync();

        var error = await Record.ExceptionAsync(() => Calls[name](door, () => ChangeAsync(door)));

        Assert.Null(error);
    }

    [Fact]
    public async Task A_deleted_group_takes_the_streams_along_that_came_meanwhile()
    {
        await using var door = await LogsCalls.OpenAsync();

        await Calls["DeleteLogGroup"](door, () => door.CreateStreamAsync("late"));
        await door.CreateGroupAsync();

        Assert.Empty((await door.SendAsync(LogsModel.DescribeLogStreams, new() { LogGroupName = "g" })).LogStreams!);
    }

    private static async Task AssertAsItWasMadeAsync(DataDoor door)
    {
        var streams = await door.SendAsync(LogsModel.DescribeLogStreams, new() { LogGroupName = "g" });
        Assert.Equal("s", Assert.Single(streams.LogStreams!).LogStreamName);
        Assert.Equal("two", await door.FilterAsync(""));
        Assert.Null((await door.SendAsync(LogsModel.DescribeLogGroups, new())).LogGroups![0].RetentionInDays);
    }

    private static async Task RemakeGroupAsync(DataDoor door)
    {
        await door.SendAsync(LogsModel.DeleteLogGroup, new() { LogGroupName = "g" });
        await MakeGroupAsync(door);
    }

    private static async Task MakeGroupAsync(DataDoor door)
    {
        await door.CreateGroupAsync();
        await MakeStreamAsync(door);
    }

    private static async Task RemakeStreamAsync(DataDoor door)
    {
        await door.SendAsync(LogsModel.DeleteLogStream, new() { LogGroupName = "g", LogStreamName = "s" });
        await MakeStreamAsync(door);
    }

    private static async Task MakeStreamAsync(DataDoor door)
    {
        await door.CreateStreamAsync();
        await door.PutAsync([(0, "two")]);
    }

    private static async Task ChangeAsync(DataDoor door) =>
        await door.SendAsync(LogsModel.PutRetentionPolicy, new() { LogGroupName = "g", RetentionInDays = 1 });
}
