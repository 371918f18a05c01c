using Lanyard.Cli.Commands;
using Lanyard.Testing;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Cli.Tests.Commands;

/// <summary>Commands that look at a server and handle what it keeps.</summary>
public sealed class ServerCommandTests
{
    [Fact]
    public async Task Env_prints_the_exports_that_clients_need()
    {
        await using var lab = await CliLab.StartAsync();

        var env = (await lab.LanyardAsync("env")).Succeeded();

        Assert.Equal($"export AWS_ENDPOINT_URL={lab.Client.Endpoint.ToString().TrimEnd('/')}", env.Lines[0]);
        Assert.Equal(
            ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_DEFAULT_REGION"],
            env.Lines.Select(line => line["export ".Length..line.IndexOf('=', StringComparison.Ordinal)])
        );
    }

    [Fact]
    public async Task Down_ends_when_the_data_directory_is_let_go_whatever_becomes_of_the_process()
    {
        await using var lab = await CliLab.StartAsync();

        var down = lab.LanyardAsync("down");
        await Eventually.DoneAsync(lab.StopRequested, "the server to be asked to stop");
        Assert.False(down.IsCompleted, "it waits for the server to let go of its directory");
        await lab.StopAsync();

        (await Eventually.DoneAsync(down, "`lanyard down` to end")).Succeeded();
    }

    [Fact]
    public async Task Env_of_another_account_makes_its_administrator_once()
    {
        await using var lab = await CliLab.StartAsync();

        var first = (await lab.LanyardAsync("env", "--account", "111122223333")).Succeeded();
        var second = (await lab.LanyardAsync("env", "--account", "111122223333")).Succeeded();
        var own = (await lab.LanyardAsync("env", "--account", CliLab.Account)).Succeeded();

        Assert.Equal(first.Output, second.Output);
        Assert.NotEqual(first.Output, own.Output);
    }

    [Fact]
    public async Task Env_of_an_account_that_is_none_is_misuse()
    {
        await using var lab = await CliLab.StartAsync();

        var env = await lab.LanyardAsync("env", "--account", "12");

        env.Refused(ExitCodes.Misuse, "`12` is not an account id of twelve digits");
    }

    [Fact]
    public async Task Reset_forgets_what_was_made()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.SendAsync(LogsModel.CreateLogGroup, new CreateLogGroupInput { LogGroupName = "/gone" });

        (await lab.LanyardAsync("reset")).Succeeded();

        var groups = await lab.SendAsync(LogsModel.DescribeLogGroups, new DescribeLogGroupsInput());
        Assert.Empty(groups.LogGroups!);
    }
}
