using System.Diagnostics;
using Lanyard.Cli.Running;
using Lanyard.Server.Composition;
using Lanyard.Testing;

namespace Lanyard.Cli.Tests.Running;

/// <summary>The server of a run's own, and what it leaves behind: nothing, unless it is asked to.</summary>
public sealed class HostedServerTests : IDisposable
{
    private readonly RunLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task A_server_that_does_not_start_leaves_no_directory()
    {
        _lab.Configure = options =>
        {
            File.WriteAllText(Path.Combine(options.DataDirectory, "half"), "made");
            options.Port = -1;
        };

        await Assert.ThrowsAsync<StartException>(async () =>
            await HostedServer.OpenAsync(await _lab.OptionsAsync(), _lab.StartAsync, CliLab.Token)
        );

        Assert.False(Directory.Exists(_lab.DataDirectory));
    }

    [Fact]
    public async Task Files_whose_names_are_no_text_are_removed_too()
    {
        var server = await HostedServer.OpenAsync(await _lab.OptionsAsync(), _lab.StartAsync, CliLab.Token);
        using var touch = Process.Start(
            "/bin/sh",
            ["-c", "cd \"$0\" && touch \"$(printf '\\377')\"", server.Directory]
        )!;
        await Eventually.DoneAsync(touch.WaitForExitAsync(CliLab.Token), "the end of touch");

        await server.DisposeAsync();

        Assert.Equal(0, touch.ExitCode);
        Assert.False(Directory.Exists(server.Directory));
    }

    [Fact]
    public async Task What_is_to_be_kept_stays_and_is_told_when_the_run_cannot_go_on()
    {
        var options = await _lab.OptionsAsync();
        var images = new Dictionary<string, string>(StringComparer.Ordinal);

        var (text, error) = await _lab.RunAsync(options with { Keeps = true, Images = images }, CliLab.Token);
        var kept = _lab.DataDirectory;
        var (json, _) = await _lab.RunAsync(
            options with
            {
                Keeps = true,
                Images = images,
                IsJson = true,
            },
            CliLab.Token
        );

        Assert.NotNull(error);
        Assert.Contains($"keeping {kept}, which http://127.0.0.1:", text.Error, StringComparison.Ordinal);
        Assert.Equal(_lab.DataDirectory, json.Json[0].GetProperty("directory").GetString());
        Assert.StartsWith(
            "http://127.0.0.1:",
            json.Json[0].GetProperty("endpoint").GetString()!,
            StringComparison.Ordinal
        );
        Assert.All([kept, _lab.DataDirectory], directory => Assert.True(Directory.Exists(directory)));
        Directory.Delete(kept, recursive: true);
        Directory.Delete(_lab.DataDirectory, recursive: true);
    }
}
