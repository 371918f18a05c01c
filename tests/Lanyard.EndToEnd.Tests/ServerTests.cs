using Lanyard.Testing;

namespace Lanyard.EndToEnd.Tests;

/// <summary>The server as a person uses it: start, stop, what it says when it cannot.</summary>
public sealed class ServerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_kill()
    {
        await using (var first = await ServerProcess.StartAsync(_directory["data"]))
        {
            await first.AwsAsync("ssm", "put-parameter", "--name", "/a", "--type", "SecureString", "--value", "kept");
            await first.KillAsync();
        }

        await using var second = await ServerProcess.StartAsync(_directory["data"]);
        var value = await second.AwsAsync(
            "ssm",
            "get-parameter",
            "--name",
            "/a",
            "--with-decryption",
            "--query",
            "Parameter.Value"
        );

        Assert.Equal("kept", value);
    }

    [Fact]
    public async Task Another_account_sees_nothing()
    {
        await using var server = await ServerProcess.StartAsync(_directory["data"]);
        await server.AwsAsync("logs", "create-log-group", "--log-group-name", "/mine");

        var env = await server.EnvironmentAsync("--account", "111122223333");
        var listed = await server.TryAwsAsync(["logs", "describe-log-groups"], env);

        Assert.True(listed.ExitCode == 0, listed.ToString());
        Assert.DoesNotContain("/mine", listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_forgets_everything_but_the_administrator()
    {
        await using var server = await ServerProcess.StartAsync(_directory["data"]);
        await server.AwsAsync("logs", "create-log-group", "--log-group-name", "/gone");

        var reset = await server.LanyardAsync("reset");

        Assert.True(reset.ExitCode == 0, reset.ToString());
        Assert.Empty(await server.AwsAsync("logs", "describe-log-groups"));
        Assert.Contains(
            "user/administrator",
            await server.AwsAsync("sts", "get-caller-identity"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var server = await ServerProcess.StartAsync(_directory["data"]);
        var port = new Uri(server.Endpoint).Port;

        var second = await Finished.LanyardAsync("up", "--data", _directory["other"], "--port", $"{port}");

        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"the port {port} is in use", second.Error, StringComparison.Ordinal);
        Assert.Contains("--port", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_another_server_holds_is_refused()
    {
        await using var server = await ServerProcess.StartAsync(_directory["data"]);

        var second = await Finished.LanyardAsync("up", "--data", _directory["data"], "--port", "0");

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("--data", second.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SIGTERM_ends_it_cleanly()
    {
        await using var server = await ServerProcess.StartAsync(_directory["data"]);

        await server.TerminateAsync();

        Assert.False(File.Exists(Path.Combine(_directory["data"], "server.json")));
    }

    [Fact]
    public async Task The_key_file_is_the_owners_alone()
    {
        await using var server = await ServerProcess.StartAsync(_directory["data"]);

        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such modes on Windows");
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(_directory["data"], "key")));
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(_directory["data"], "server.json")));
        }
    }
}
