using Lanyard.Access.Sessions;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Tests.Logs;

public sealed class LogsPermissionTests
{
    private const string Group = "arn:aws:logs:us-east-1:111122223333:log-group:g";

    private static readonly Dictionary<string, Func<DataDoor, Caller, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["logs:CreateLogGroup"] = (d, c) => d.SendAsync(LogsModel.CreateLogGroup, new() { LogGroupName = "g" }, c),
        ["logs:DeleteLogGroup"] = (d, c) => d.SendAsync(LogsModel.DeleteLogGroup, new() { LogGroupName = "g" }, c),
        ["logs:DescribeLogGroups"] = (d, c) =>
            d.SendAsync(LogsModel.DescribeLogGroups, new() { LogGroupNamePrefix = "g" }, c),
        ["logs:CreateLogStream"] = (d, c) =>
            d.SendAsync(LogsModel.CreateLogStream, new() { LogGroupName = "g", LogStreamName = "s" }, c),
        ["logs:DeleteLogStream"] = (d, c) =>
            d.SendAsync(LogsModel.DeleteLogStream, new() { LogGroupName = "g", LogStreamName = "s" }, c),
        ["logs:DescribeLogStreams"] = (d, c) =>
            d.SendAsync(LogsModel.DescribeLogStreams, new() { LogGroupName = "g" }, c),
        ["logs:PutLogEvents"] = (d, c) => d.SendAsync(LogsModel.PutLogEvents, LogsCalls.Batch(d, [(0, "a")]), c),
        ["logs:GetLogEvents"] = (d, c) =>
            d.SendAsync(LogsModel.GetLogEvents, new() { LogGroupName = "g", LogStreamName = "s" }, c),
        ["logs:FilterLogEvents"] = (d, c) => d.SendAsync(LogsModel.FilterLogEvents, new() { LogGroupName = "g" }, c),
        ["logs:PutRetentionPolicy"] = (d, c) =>
            d.SendAsync(LogsModel.PutRetentionPolicy, new() { LogGroupName = "g", RetentionInDays = 1 }, c),
    };

    [Theory]
    [InlineData("logs:CreateLogGroup", Group + ":log-stream:")]
    [InlineData("logs:DeleteLogGroup", Group + ":log-stream:")]
    [InlineData("logs:DescribeLogGroups", "arn:aws:logs:us-east-1:111122223333:log-group::log-stream:")]
    [InlineData("logs:CreateLogStream", Group + ":log-stream:s")]
    [InlineData("logs:DeleteLogStream", Group + ":log-stream:s")]
    [InlineData("logs:DescribeLogStreams", Group + ":log-stream:")]
    [InlineData("logs:PutLogEvents", Group + ":log-stream:s")]
    [InlineData("logs:GetLogEvents", Group + ":log-stream:s")]
    [InlineData("logs:FilterLogEvents", Group + ":log-stream:")]
    [InlineData("logs:PutRetentionPolicy", Group + ":log-stream:")]
    public async Task Without_the_permission_AWS_refuses_whether_or_not_the_group_is_there(string action, string shown)
    {
        await using var door = await DataDoor.OpenAsync();
        var ann = await door.AnnAsync("s3:*");

        var error = await Assert.ThrowsAsync<Wire.Errors.AwsException>(() => Calls[action](door, ann));

        Assert.Equal("AccessDeniedException", error.Code);
        Assert.Equal(DataDoor.Refusal(action, shown), error.Message);
    }

    [Theory]
    [InlineData("logs:DeleteLogGroup")]
    [InlineData("logs:CreateLogStream")]
    [InlineData("logs:DeleteLogStream")]
    [InlineData("logs:DescribeLogStreams")]
    [InlineData("logs:PutLogEvents")]
    [InlineData("logs:GetLogEvents")]
    [InlineData("logs:FilterLogEvents")]
    [InlineData("logs:PutRetentionPolicy")]
    public async Task A_policy_for_the_group_with_a_star_behind_it_is_enough(string action)
    {
        await using var door = await LogsCalls.OpenAsync();
        if (action == "logs:CreateLogStream")
        {
            await door.SendAsync(LogsModel.DeleteLogStream, new() { LogGroupName = "g", LogStreamName = "s" });
        }

        await Calls[action](door, await door.AnnAsync(action, Group + ":*"));
    }

    [Theory]
    [InlineData("arn:aws:logs:*:*:*", true)]
    [InlineData("arn:aws:logs:us-east-1:111122223333:log-group:/ecs/*", true)]
    [InlineData("arn:aws:logs:us-east-1:111122223333:log-group:/ecs/a:*", true)]
    [InlineData("arn:aws:logs:us-east-1:111122223333:log-group:/ecs/a", false)]
    [InlineData("arn:aws:logs:us-east-1:111122223333:log-group:/ecs/b:*", false)]
    [InlineData("arn:aws:logs:eu-west-1:111122223333:*", false)]
    public async Task Making_a_group_is_allowed_by_what_people_write_for_it(string resource, bool isAllowed)
    {
        await using var door = await DataDoor.OpenAsync();
        var ann = await door.AnnAsync("logs:CreateLogGroup", resource);

        var error = await Record.ExceptionAsync(() =>
            door.SendAsync(LogsModel.CreateLogGroup, new() { LogGroupName = "/ecs/a" }, ann)
        );

        Assert.Equal(isAllowed, error is null);
    }

    [Fact]
    public async Task A_policy_for_one_stream_does_not_open_another()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CreateStreamAsync("t");
        var ann = await door.AnnAsync("logs:PutLogEvents", Group + ":log-stream:s");

        await door.SendAsync(LogsModel.PutLogEvents, LogsCalls.Batch(door, [(0, "a")]), ann);
        var error = await door.FailAsync(LogsModel.PutLogEvents, LogsCalls.Batch(door, [(0, "a")], "t"), ann);

        Assert.Equal("AccessDeniedException", error.Code);
    }

    [Fact]
    public async Task Tags_on_a_new_group_need_a_permission_of_their_own_on_the_bare_group()
    {
        await using var door = await DataDoor.OpenAsync();
        var ann = await door.AnnAsync("logs:CreateLogGroup");
        var input = new CreateLogGroupInput
        {
            LogGroupName = "g",
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "blue" },
        };

        var error = await door.FailAsync(LogsModel.CreateLogGroup, input, ann);

        Assert.Equal(DataDoor.Refusal("logs:TagResource", Group), error.Message);
    }

    [Theory]
    [InlineData("blue", true)]
    [InlineData("red", false)]
    public async Task A_condition_sees_the_tags_of_the_group(string team, bool isAllowed)
    {
        await using var door = await DataDoor.OpenAsync();
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = team };
        await door.SendAsync(LogsModel.CreateLogGroup, new() { LogGroupName = "g", Tags = tags });
        var ann = await door.AnnAsync(
            "logs:DeleteLogGroup",
            condition: """{"StringEquals":{"aws:ResourceTag/team":"blue"}}"""
        );

        var error = await Record.ExceptionAsync(() => Calls["logs:DeleteLogGroup"](door, ann));

        Assert.Equal(isAllowed, error is null);
    }

    [Theory]
    [InlineData("eu-west-1", "secret/app/x")]
    [InlineData("us-east-1//secret", "app/x")]
    [InlineData("us-east-1/", "secret/app/x")]
    [InlineData("", "/secret/app/x")]
    public async Task An_ARN_means_a_group_of_the_calls_own_region(string region, string name)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateGroupAsync("/secret/app/x");
        await door.CreateStreamAsync(group: "/secret/app/x");
        var arn = $"arn:aws:logs:{region}:111122223333:log-group:{name}";

        var filter = await door.FailAsync(LogsModel.FilterLogEvents, new() { LogGroupIdentifier = arn });
        var get = await door.FailAsync(LogsModel.GetLogEvents, new() { LogGroupIdentifier = arn, LogStreamName = "s" });
        var streams = await door.FailAsync(LogsModel.DescribeLogStreams, new() { LogGroupIdentifier = arn });
        var groups = await door.FailAsync(LogsModel.DescribeLogGroups, new() { LogGroupIdentifiers = [arn] });

        Assert.All(
            [filter, get, streams, groups],
            error =>
                Assert.Equal(
                    (
                        "ValidationException",
                        "Invalid LogGroup ARN. Cross-region requests are not supported. Region must be: us-east-1"
                    ),
                    (error.Code, error.Message)
                )
        );
    }

    [Fact]
    public async Task Another_account_is_refused_by_ARN_whether_or_not_the_group_is_there()
    {
        await using var door = await LogsCalls.OpenAsync();
        foreach (var name in new[] { "g", "missing" })
        {
            var error = await door.FailAsync(
                LogsModel.FilterLogEvents,
                new() { LogGroupIdentifier = $"arn:aws:logs:us-east-1:111122223333:log-group:{name}" },
                door.Stranger
            );
            Assert.Equal("AccessDeniedException", error.Code);
        }
    }
}
