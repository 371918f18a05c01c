namespace Lanyard.Cli.Tests.Commands;

/// <summary>What commands answer to scripts.</summary>
public sealed class JsonTests : IAsyncLifetime
{
    private CliLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await CliLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Env_is_one_object_of_variables()
    {
        var env = (await _lab.LanyardAsync("env", "--json")).Succeeded();

        var json = Assert.Single(env.Json);
        Assert.Equal(_lab.Client.Region, json.GetProperty("AWS_REGION").GetString());
        Assert.Equal(5, json.EnumerateObject().Count());
    }

    [Fact]
    public async Task Image_push_names_what_it_pushed()
    {
        var archive = await _lab.ArchiveAsync("image.tar");

        var push = (await _lab.LanyardAsync("image", "push", archive, "app:v2", "--json")).Succeeded();

        var json = Assert.Single(push.Json);
        Assert.Equal("app", json.GetProperty("repository").GetString());
        Assert.Equal("v2", json.GetProperty("tag").GetString());
        Assert.Empty(push.Error);
    }

    [Fact]
    public async Task Logs_are_an_object_a_line_and_ps_has_containers_with_their_exit_codes()
    {
        _lab.Runtime.Program = container =>
        {
            container.Print("hello");
            return Task.FromResult(3);
        };
        await _lab.PrepareTaskAsync();
        var task = Assert.Single(await _lab.RunTasksAsync());
        await _lab.UntilAsync(task, "STOPPED");

        var logs = (await _lab.LanyardAsync("logs", CliLab.IdOf(task), "--json")).Succeeded();
        var ps = (await _lab.LanyardAsync("ps", "--all", "--json")).Succeeded();

        var line = Assert.Single(logs.Json);
        Assert.Equal(
            ("app", "hello"),
            (line.GetProperty("container").GetString(), line.GetProperty("text").GetString())
        );
        Assert.True(line.GetProperty("timestamp").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        var container = Assert.Single(ps.Json).GetProperty("containers")[0];
        Assert.Equal("app", container.GetProperty("name").GetString());
        Assert.Equal(3, container.GetProperty("exitCode").GetInt32());
    }
}
