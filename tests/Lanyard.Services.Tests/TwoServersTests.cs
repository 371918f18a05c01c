using Lanyard.Services.Tests.Logs;
using Lanyard.Services.Tests.SecretsManager;
using Lanyard.Services.Tests.Ssm;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Logs;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Tests;

/// <summary>Two servers over one store: what one writes the other answers, and no rule is broken between them.</summary>
public sealed class TwoServersTests
{
    [Fact]
    public async Task What_one_writes_the_other_answers()
    {
        await using var one = await LogsCalls.OpenAsync();
        await using var other = await one.BesideAsync();
        await one.PutAsync([(0, "written")]);
        await one.CreateAsync();
        await one.PutAsync("/db", "put");
        await other.Door.CaughtUpAsync();

        Assert.Equal("written", await other.FilterAsync(""));
        Assert.Equal("one", await SecretsCalls.ReadAsync(other));
        Assert.Equal("put", (await ParameterCalls.ReadAsync(other, "/db")).Value!.Reveal());
    }

    [Fact]
    public async Task A_stream_is_not_made_in_the_next_group_of_the_name()
    {
        await using var one = await LogsCalls.OpenAsync();
        await using var other = await one.BesideAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            one.Door.SendAsync(
                one.Admin,
                LogsModel.CreateLogStream,
                new() { LogGroupName = "g", LogStreamName = "new" },
                async () =>
                {
                    await other.SendAsync(LogsModel.DeleteLogGroup, new() { LogGroupName = "g" });
                    await other.CreateGroupAsync();
                }
            )
        );

        Assert.Equal("The specified log group does not exist.", error.Message);
        Assert.Empty(await StreamsAsync(other));
    }

    [Fact]
    public async Task A_group_is_deleted_with_the_streams_that_the_other_made()
    {
        await using var one = await LogsCalls.OpenAsync();
        await using var other = await one.BesideAsync();

        await one.Door.SendAsync(
            one.Admin,
            LogsModel.DeleteLogGroup,
            new() { LogGroupName = "g" },
            () => other.CreateStreamAsync("late")
        );
        await other.Door.CaughtUpAsync();
        await other.CreateGroupAsync();

        Assert.Empty(await StreamsAsync(other));
    }

    [Fact]
    public async Task Events_go_to_no_stream_that_the_other_deleted()
    {
        await using var one = await LogsCalls.OpenAsync();
        await using var other = await one.BesideAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            one.Door.SendAsync(
                one.Admin,
                LogsModel.PutLogEvents,
                LogsCalls.Batch(one, [(0, "late")]),
                async () =>
                {
                    await other.SendAsync(LogsModel.DeleteLogStream, new() { LogGroupName = "g", LogStreamName = "s" });
                    await other.CreateStreamAsync();
                }
            )
        );

        Assert.Equal("The specified log stream does not exist.", error.Message);
        Assert.Equal("", await other.FilterAsync(""));
    }

    [Fact]
    public async Task No_version_of_a_parameter_is_lost()
    {
        await using var one = await DataDoor.OpenAsync();
        await using var other = await one.BesideAsync();
        await one.PutAsync("/db");
        await other.Door.CaughtUpAsync();

        var output = await one.Door.SendAsync(
            one.Admin,
            SsmModel.PutParameter,
            ParameterCalls.Put("/db", "three") with
            {
                Overwrite = true,
            },
            () => ParameterCalls.PutAsync(other, "/db", "two")
        );

        Assert.Equal(3, output.Version);
        Assert.Equal("two", (await ParameterCalls.ReadAsync(one, "/db:2")).Value!.Reveal());
    }

    [Fact]
    public async Task A_name_of_a_secret_is_taken_on_both()
    {
        await using var one = await DataDoor.OpenAsync();
        await using var other = await one.BesideAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            one.Door.SendAsync(
                one.Admin,
                SecretsManagerModel.CreateSecret,
                new() { Name = "db" },
                () => other.CreateAsync()
            )
        );

        Assert.Equal("ResourceExistsException", error.Code);
        Assert.Equal("one", await SecretsCalls.ReadAsync(one));
    }

    private static async Task<IReadOnlyList<LogStream>> StreamsAsync(DataDoor door) =>
        (await door.SendAsync(LogsModel.DescribeLogStreams, new() { LogGroupName = "g" })).LogStreams!;
}
