using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Tests.Logs;

public sealed class LogGroupTests
{
    [Fact]
    public async Task A_group_is_described_as_it_was_made()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.SendAsync(
            LogsModel.CreateLogGroup,
            new() { LogGroupName = "/ecs/app", KmsKeyId = "arn:aws:kms:us-east-1:111122223333:key/k" }
        );

        var group = Assert.Single((await door.SendAsync(LogsModel.DescribeLogGroups, new())).LogGroups!);

        Assert.Equal("/ecs/app", group.LogGroupName);
        Assert.Equal("arn:aws:logs:us-east-1:111122223333:log-group:/ecs/app:*", group.Arn);
        Assert.Equal("arn:aws:logs:us-east-1:111122223333:log-group:/ecs/app", group.LogGroupArn);
        Assert.Equal(door.Now, group.CreationTime);
        Assert.Equal("STANDARD", group.LogGroupClass);
        Assert.Equal("arn:aws:kms:us-east-1:111122223333:key/k", group.KmsKeyId);
        Assert.Null(group.RetentionInDays);
    }

    [Fact]
    public async Task A_group_is_made_once()
    {
        await using var door = await LogsCalls.OpenAsync();

        var error = await door.FailAsync(LogsModel.CreateLogGroup, new() { LogGroupName = "g" });

        Assert.Equal("ResourceAlreadyExistsException", error.Code);
        Assert.Equal("The specified log group already exists", error.Message);
    }

    [Fact]
    public async Task Names_of_AWS_are_refused()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(LogsModel.CreateLogGroup, new() { LogGroupName = "aws/spans" });

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.Equal("Log groups starting with AWS/ are reserved for AWS.", error.Message);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a:b")]
    public async Task Names_hold_letters_digits_and_a_few_signs(string name)
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(LogsModel.CreateLogGroup, new() { LogGroupName = name });

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.Equal(
            $@"1 validation error detected: Value '{name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+",
            error.Message
        );
    }

    [Fact]
    public async Task Groups_of_other_accounts_and_regions_are_not_seen()
    {
        await using var door = await LogsCalls.OpenAsync();

        Assert.Empty((await door.SendAsync(LogsModel.DescribeLogGroups, new(), door.Stranger)).LogGroups!);
        Assert.Empty((await door.SendAsync(LogsModel.DescribeLogGroups, new(), region: "eu-west-1")).LogGroups!);
    }

    [Fact]
    public async Task A_page_ends_with_a_token_that_leads_to_the_next()
    {
        await using var door = await DataDoor.OpenAsync();
        foreach (var name in new[] { "c", "a", "b" })
        {
            await door.CreateGroupAsync(name);
        }

        var first = await door.SendAsync(LogsModel.DescribeLogGroups, new() { Limit = 2 });
        var second = await door.SendAsync(
            LogsModel.DescribeLogGroups,
            new() { Limit = 2, NextToken = first.NextToken }
        );

        Assert.Equal(["a", "b"], first.LogGroups!.Select(group => group.LogGroupName));
        Assert.Equal(["c"], second.LogGroups!.Select(group => group.LogGroupName));
        Assert.Null(second.NextToken);
    }

    [Fact]
    public async Task A_strange_token_is_refused()
    {
        await using var door = await LogsCalls.OpenAsync();

        var error = await door.FailAsync(LogsModel.DescribeLogGroups, new() { NextToken = "no token" });

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.Equal("The specified nextToken is invalid.", error.Message);
    }

    [Fact]
    public async Task Groups_are_found_by_prefix_by_what_is_in_their_name_and_by_ARN()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateGroupAsync("/ecs/web");
        await door.CreateGroupAsync("/app/Web");

        async Task<string?> FindAsync(DescribeLogGroupsInput input) =>
            Assert.Single((await door.SendAsync(LogsModel.DescribeLogGroups, input)).LogGroups!).LogGroupName;

        Assert.Equal("/ecs/web", await FindAsync(new() { LogGroupNamePrefix = "/ecs" }));
        Assert.Equal("/app/Web", await FindAsync(new() { LogGroupNamePattern = "Web" }));
        Assert.Equal(
            "/app/Web",
            await FindAsync(new() { LogGroupIdentifiers = ["arn:aws:logs:us-east-1:111122223333:log-group:/app/Web"] })
        );
    }

    [Fact]
    public async Task Prefix_and_pattern_exclude_each_other()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(
            LogsModel.DescribeLogGroups,
            new() { LogGroupNamePrefix = "a", LogGroupNamePattern = "b" }
        );

        Assert.Equal(
            "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
            error.Message
        );
    }

    [Fact]
    public async Task Deleting_a_group_deletes_its_streams_and_their_events()
    {
        await using var door = await LogsCalls.OpenAsync();
        await door.CountAsync(1, 3);

        await door.SendAsync(LogsModel.DeleteLogGroup, new() { LogGroupName = "g" });
        await door.CreateGroupAsync();

        Assert.Empty((await door.SendAsync(LogsModel.DescribeLogStreams, new() { LogGroupName = "g" })).LogStreams!);
        await door.CreateStreamAsync();
        Assert.Empty((await door.GetAsync()).Events!);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_says_so()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(LogsModel.DeleteLogGroup, new() { LogGroupName = "g" });

        Assert.Equal("ResourceNotFoundException", error.Code);
        Assert.Equal("The specified log group does not exist.", error.Message);
    }

    [Fact]
    public async Task A_retention_is_kept_and_shown()
    {
        await using var door = await LogsCalls.OpenAsync();

        await door.SendAsync(LogsModel.PutRetentionPolicy, new() { LogGroupName = "g", RetentionInDays = 7 });

        Assert.Equal(7, (await door.SendAsync(LogsModel.DescribeLogGroups, new())).LogGroups![0].RetentionInDays);
    }

    [Fact]
    public async Task A_retention_is_one_of_the_periods_of_AWS()
    {
        await using var door = await LogsCalls.OpenAsync();

        var error = await door.FailAsync(
            LogsModel.PutRetentionPolicy,
            new() { LogGroupName = "g", RetentionInDays = 2 }
        );

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.StartsWith(
            "1 validation error detected: Value '2' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [1, 3, 5, 7, 14,",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_retention_needs_its_group()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(
            LogsModel.PutRetentionPolicy,
            new() { LogGroupName = "g", RetentionInDays = 7 }
        );

        Assert.Equal("The specified log group does not exist.", error.Message);
    }
}
