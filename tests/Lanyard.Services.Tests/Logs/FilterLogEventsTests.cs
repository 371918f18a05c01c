using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Tests.Logs;

public sealed class FilterLogEventsTests
{
    [Fact]
    public async Task Events_of_all_streams_come_by_time()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CreateStreamAsync("t");
        await door.PutAsync([(1, "a"), (3, "c")]);
        await door.PutAsync([(2, "b"), (4, "d")], "t");

        var output = await door.SendAsync(LogsModel.FilterLogEvents, new() { LogGroupName = "g" });

        Assert.Equal("a b c d", LogsCalls.Texts(output.Events));
        Assert.Equal(["s", "t", "s", "t"], output.Events!.Select(item => item.LogStreamName));
        Assert.Null(output.NextToken);
    }

    [Fact]
    public async Task Each_event_has_an_id_of_its_own_that_stays()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CreateStreamAsync("t");
        await door.PutAsync([(1, "a"), (1, "b")]);
        await door.PutAsync([(1, "c")], "t");

        var first = await door.SendAsync(LogsModel.FilterLogEvents, new() { LogGroupName = "g" });
        await door.PutAsync([(0, "z")], "t");
        var second = await door.SendAsync(
            LogsModel.FilterLogEvents,
            new() { LogGroupName = "g", StartTime = door.Now + 1 }
        );

        var ids = first.Events!.Select(item => item.EventId).ToList();
        Assert.Equal(3, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.Matches(@"\A[0-9]{56}\z", id));
        Assert.Equal(ids, second.Events!.Select(item => item.EventId));
    }

    [Fact]
    public async Task Tokens_lead_from_page_to_page_over_all_streams()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CreateStreamAsync("t");
        await door.PutAsync([(1, "a"), (1, "b")]);
        await door.PutAsync([(1, "c"), (2, "d"), (3, "e")], "t");
        var input = new FilterLogEventsInput { LogGroupName = "g", Limit = 2 };

        var pages = new List<int>();
        var texts = new List<string?>();
        do
        {
            var output = await door.SendAsync(LogsModel.FilterLogEvents, input);
            pages.Add(output.Events!.Count);
            texts.AddRange(output.Events.Select(item => item.Message));
            input = input with { NextToken = output.NextToken };
        } while (input.NextToken is not null);

        Assert.Equal([2, 2, 1], pages);
        Assert.Equal(["a", "b", "c", "d", "e"], texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_strange_token_is_refused()
    {
        await using var door = await LogsCalls.OpenAsync();

        var error = await door.FailAsync(LogsModel.FilterLogEvents, new() { LogGroupName = "g", NextToken = "x" });

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.Equal("The specified nextToken is invalid.", error.Message);
    }

    [Fact]
    public async Task Streams_are_chosen_by_name_or_by_prefix()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CreateStreamAsync("t");
        await door.PutAsync([(1, "a")]);
        await door.PutAsync([(1, "b")], "t");

        var byName = await door.SendAsync(
            LogsModel.FilterLogEvents,
            new() { LogGroupName = "g", LogStreamNames = ["t"] }
        );
        var byPrefix = await door.SendAsync(
            LogsModel.FilterLogEvents,
            new() { LogGroupName = "g", LogStreamNamePrefix = "s" }
        );

        Assert.Equal("b|a", $"{LogsCalls.Texts(byName.Events)}|{LogsCalls.Texts(byPrefix.Events)}");
    }

    [Fact]
    public async Task Names_and_prefix_exclude_each_other()
    {
        await using var door = await LogsCalls.OpenAsync();

        var error = await door.FailAsync(
            LogsModel.FilterLogEvents,
            new()
            {
                LogGroupName = "g",
                LogStreamNames = ["s"],
                LogStreamNamePrefix = "s",
            }
        );

        Assert.Equal("InvalidParameterException", error.Code);
    }

    [Fact]
    public async Task What_is_not_there_is_said_to_be_so()
    {
        await using var door = await LogsCalls.OpenAsync();

        var noGroup = await door.FailAsync(LogsModel.FilterLogEvents, new() { LogGroupName = "h" });
        var noStream = await door.FailAsync(
            LogsModel.FilterLogEvents,
            new() { LogGroupName = "g", LogStreamNames = ["t"] }
        );

        Assert.Equal("The specified log group does not exist.", noGroup.Message);
        Assert.Equal("The specified log stream does not exist.", noStream.Message);
    }

    [Theory]
    [InlineData("", "INFO:up WARN:disk ERROR:disk_full ERROR:-x")]
    [InlineData("ERROR", "ERROR:disk_full ERROR:-x")]
    [InlineData("error", "")]
    [InlineData("ERROR disk", "ERROR:disk_full")]
    [InlineData("disk -ERROR", "WARN:disk")]
    [InlineData("\"ERROR:disk\"", "ERROR:disk_full")]
    [InlineData("?INFO ?WARN", "INFO:up WARN:disk")]
    [InlineData("?INFO disk", "WARN:disk ERROR:disk_full")]
    [InlineData("\"-x\"", "ERROR:-x")]
    [InlineData("  disk  ", "WARN:disk ERROR:disk_full")]
    public async Task Terms_choose_the_events(string pattern, string expected)
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.PutAsync([(1, "INFO:up"), (2, "WARN:disk"), (3, "ERROR:disk_full"), (4, "ERROR:-x")]);

        Assert.Equal(expected, await door.FilterAsync(pattern));
    }

    [Theory]
    [InlineData("\"disk full\"", "disk full")]
    [InlineData("-\"disk full\"", "say \"no\"")]
    [InlineData("\"say \\\"no\\\"\"", "say \"no\"")]
    public async Task Quotes_keep_blanks(string pattern, string expected)
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.PutAsync([(1, "disk full"), (2, "say \"no\"")]);

        Assert.Equal(expected, await door.FilterAsync(pattern));
    }

    [Theory]
    [InlineData("{ $.level = \"ERROR\" }")]
    [InlineData("[ip, user]")]
    [InlineData("%ERR.*%")]
    [InlineData("\"open")]
    public async Task Patterns_that_are_not_understood_are_refused(string pattern)
    {
        await using var door = await LogsCalls.OpenAsync();

        var error = await door.FailAsync(
            LogsModel.FilterLogEvents,
            new() { LogGroupName = "g", FilterPattern = pattern }
        );

        Assert.Equal("InvalidParameterException", error.Code);
    }

    [Fact]
    public async Task Among_many_events_the_few_that_match_are_found()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(1, 2_000);

        Assert.Equal("777 1777", await door.FilterAsync("777"));
    }
}
