using Lanyard.Services.Logs;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Tests.Logs;

public sealed class GetLogEventsTests
{
    [Fact]
    public async Task Without_token_the_newest_page_comes_oldest_event_first()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(1, 5);

        Assert.Equal("4 5", (await door.GetAsync(limit: 2)).Texts());
    }

    [Fact]
    public async Task Tokens_lead_forward_from_the_head_to_the_end()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(1, 5);

        var first = await door.GetAsync(limit: 2, fromHead: true);
        var second = await door.GetAsync(first.NextForwardToken, limit: 2, fromHead: true);
        var third = await door.GetAsync(second.NextForwardToken, limit: 2, fromHead: true);

        Assert.Equal("1 2|3 4|5", $"{first.Texts()}|{second.Texts()}|{third.Texts()}");
    }

    [Fact]
    public async Task Tokens_lead_back_from_the_end_to_the_head()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(1, 5);

        var last = await door.GetAsync(limit: 2);
        var middle = await door.GetAsync(last.NextBackwardToken, limit: 2);
        var first = await door.GetAsync(middle.NextBackwardToken, limit: 2);
        var none = await door.GetAsync(first.NextBackwardToken, limit: 2);

        Assert.Equal("4 5|2 3|1|", $"{last.Texts()}|{middle.Texts()}|{first.Texts()}|{none.Texts()}");
        Assert.Equal(first.NextBackwardToken, none.NextBackwardToken);
    }

    [Fact]
    public async Task At_the_end_the_forward_token_leads_to_itself_until_events_come()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(1, 2);
        var page = await door.GetAsync(fromHead: true);

        var end = await door.GetAsync(page.NextForwardToken);
        await door.CountAsync(3, 1);
        var more = await door.GetAsync(end.NextForwardToken);

        Assert.Empty(end.Events!);
        Assert.Equal(page.NextForwardToken, end.NextForwardToken);
        Assert.Equal("3", more.Texts());
    }

    [Fact]
    public async Task From_an_empty_page_the_tokens_lead_back_to_what_was_before_it()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(1, 3);
        var page = await door.GetAsync(fromHead: true);

        var behind = await door.GetAsync(page.NextForwardToken);
        var ahead = await door.GetAsync(page.NextBackwardToken);

        Assert.Equal("1 2 3", (await door.GetAsync(behind.NextBackwardToken)).Texts());
        Assert.Equal("1 2 3", (await door.GetAsync(ahead.NextForwardToken)).Texts());
    }

    [Fact]
    public async Task The_tokens_of_an_empty_stream_lead_to_the_first_events()
    {
        await using var door = await LogsCalls.OpenAsync();
        var empty = await door.GetAsync();

        await door.CountAsync(1, 2);

        Assert.Empty(empty.Events!);
        Assert.Equal("1 2", (await door.GetAsync(empty.NextForwardToken)).Texts());
    }

    [Fact]
    public async Task Tokens_look_like_those_of_AWS()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(1, 1);

        var page = await door.GetAsync();

        Assert.Matches(@"\Af/[0-9]{56}/s\z", page.NextForwardToken);
        Assert.Matches(@"\Ab/[0-9]{56}/s\z", page.NextBackwardToken);
    }

    [Theory]
    [InlineData("f/12/s")]
    [InlineData("x/00000000000000000000000000000000000000000000000000000001/s")]
    [InlineData("f/99999999999999999999000000000000000000000000000000000001/s")]
    [InlineData("nothing")]
    public async Task A_strange_token_is_refused(string token)
    {
        await using var door = await LogsCalls.OpenAsync();

        var error = await door.FailAsync(
            LogsModel.GetLogEvents,
            new()
            {
                LogGroupName = "g",
                LogStreamName = "s",
                NextToken = token,
            }
        );

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.Equal("The specified nextToken is invalid.", error.Message);
    }

    [Fact]
    public async Task The_start_is_in_the_page_and_the_end_is_not()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(1, 5);

        var page = await door.GetAsync(start: door.Now + 2, end: door.Now + 4);

        Assert.Equal("2 3", page.Texts());
        Assert.Empty((await door.GetAsync(page.NextForwardToken, start: door.Now + 2, end: door.Now + 4)).Events!);
    }

    [Fact]
    public async Task Events_are_ordered_by_their_time_and_not_by_when_they_came()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(3, 2);
        _ = await door.GetAsync();
        await door.CountAsync(1, 2);

        Assert.Equal("1 2 3 4", (await door.GetAsync(fromHead: true)).Texts());
    }

    [Fact]
    public async Task Events_of_one_moment_keep_the_order_they_came_in()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.PutAsync([(0, "c"), (0, "a")]);
        await door.PutAsync([(0, "b")]);

        var first = await door.GetAsync(fromHead: true, limit: 1);
        var rest = await door.GetAsync(first.NextForwardToken);

        Assert.Equal("c|a b", $"{first.Texts()}|{rest.Texts()}");
    }

    [Fact]
    public async Task A_page_holds_a_mebibyte_at_the_most()
    {
        await using var door = await LogsCalls.OpenAsync();
        var third = new string('x', 250_000);
        for (var i = 0; i < 3; i++)
        {
            await door.PutAsync([(i, third), (i, third)]);
        }

        var first = await door.GetAsync(fromHead: true);
        var second = await door.GetAsync(first.NextForwardToken);
        var last = await door.GetAsync();

        Assert.Equal((4, 2, 4), (first.Events!.Count, second.Events!.Count, last.Events!.Count));
    }

    [Fact]
    public async Task More_events_than_are_read_at_a_time_are_all_there()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(1, 6_000);
        await door.CountAsync(6_001, 6_000);

        var first = await door.GetAsync(fromHead: true);
        var second = await door.GetAsync(first.NextForwardToken);

        Assert.Equal((10_000, 2_000), (first.Events!.Count, second.Events!.Count));
        Assert.Equal("12000", second.Events[^1].Message);
    }

    [Fact]
    public async Task Events_are_there_after_a_restart()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(1, 2);
        var again = await LogsService.OpenAsync(door.Door.Host, TestContext.Current.CancellationToken);
        await using var restarted = await TestDoor.OpenAsync(_ => Task.FromResult<IReadOnlyList<IService>>([again]));
        var admin = await restarted.AdministratorAsync();

        var page = await restarted.SendAsync(
            admin,
            LogsModel.GetLogEvents,
            new() { LogGroupName = "g", LogStreamName = "s" }
        );

        Assert.Equal("1 2", page.Texts());
    }

    [Fact]
    public async Task A_group_is_named_by_its_name_or_its_ARN_without_star()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(1, 1);
        const string Arn = "arn:aws:logs:us-east-1:111122223333:log-group:g";

        foreach (var identifier in new[] { "g", Arn })
        {
            var page = await door.SendAsync(
                LogsModel.GetLogEvents,
                new() { LogGroupIdentifier = identifier, LogStreamName = "s" }
            );
            Assert.Equal("1", page.Texts());
        }

        var error = await door.FailAsync(
            LogsModel.GetLogEvents,
            new() { LogGroupIdentifier = Arn + ":*", LogStreamName = "s" }
        );
        Assert.Equal("InvalidParameterException", error.Code);
    }

    [Fact]
    public async Task What_is_not_there_is_said_to_be_so()
    {
        await using var door = await LogsCalls.OpenAsync();

        var noGroup = await door.FailAsync(LogsModel.GetLogEvents, new() { LogGroupName = "h", LogStreamName = "s" });
        var noStream = await door.FailAsync(LogsModel.GetLogEvents, new() { LogGroupName = "g", LogStreamName = "t" });

        Assert.Equal("The specified log group does not exist.", noGroup.Message);
        Assert.Equal("The specified log stream does not exist.", noStream.Message);
    }

    [Fact]
    public async Task A_limit_above_ten_thousand_is_refused()
    {
        await using var door = await LogsCalls.OpenAsync();

        var error = await door.FailAsync(
            LogsModel.GetLogEvents,
            new()
            {
                LogGroupName = "g",
                LogStreamName = "s",
                Limit = 10_001,
            }
        );

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.Equal(
            "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
            error.Message
        );
    }
}
