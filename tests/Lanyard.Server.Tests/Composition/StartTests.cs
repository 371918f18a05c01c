using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lanyard.Server.Composition;
using Lanyard.Testing;
using Lanyard.Testing.Fakes;

namespace Lanyard.Server.Tests.Composition;

/// <summary>What keeps a server from starting, and that nothing is held afterwards.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Data_directory_that_another_server_holds_is_refused()
    {
        await using var lab = await ServerLab.StartAsync();

        var error = await RefusedAsync(lab, new ServerOptions { DataDirectory = lab.DataDirectory, Port = 0 });

        Assert.Equal(
            $"the data directory `{lab.DataDirectory}` is in use by process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}",
            error.Message
        );
        Assert.Contains("`lanyard down`", error.NextStep, StringComparison.Ordinal);
        Assert.NotNull(ServerFile.Read(lab.DataDirectory));
    }

    [Fact]
    public async Task Port_that_is_taken_is_named_with_who_has_it()
    {
        await using var lab = await ServerLab.StartAsync();
        var options = new ServerOptions { DataDirectory = _directory["other"], Port = lab.Server.Endpoint.Port };

        var error = await RefusedAsync(lab, options);

        Assert.StartsWith($"the port {options.Port} is in use by ", error.Message, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
        {
            Assert.EndsWith($"(process {Environment.ProcessId})", error.Message, StringComparison.Ordinal);
        }

        Assert.Contains("--port", error.NextStep, StringComparison.Ordinal);
        Assert.False(error.IsMisuse);
    }

    [Fact]
    public async Task Start_that_failed_holds_nothing()
    {
        await using var lab = await ServerLab.StartAsync();
        var options = new ServerOptions { DataDirectory = _directory["other"], Port = lab.Server.Endpoint.Port };
        await RefusedAsync(lab, options);

        options.Port = 0;
        await using var server = await lab.StartAnotherAsync(options);

        Assert.NotEqual(lab.Server.Endpoint, server.Endpoint);
    }

    [Fact]
    public async Task Database_that_cannot_be_read_holds_nothing_either()
    {
        await using var lab = await ServerLab.StartAsync();
        var options = new ServerOptions { DataDirectory = _directory["other"], Port = 0 };
        await using (await lab.StartAnotherAsync(options)) { }
        var key = Path.Combine(options.DataDirectory, "key");
        File.Move(key, _directory["key"]);

        var error = await RefusedAsync(lab, options);

        Assert.Contains($"the key file `{key}` is missing", error.Message, StringComparison.Ordinal);
        File.Move(_directory["key"], key);
        await using var server = await lab.StartAnotherAsync(options);
        Assert.NotNull(server.Endpoint);
    }

    [Fact]
    public async Task Path_that_cannot_hold_containers_is_a_misuse()
    {
        await using var lab = await ServerLab.StartAsync();

        var error = await RefusedAsync(lab, new ServerOptions { DataDirectory = _directory["a:b"], Port = 0 });

        Assert.True(error.IsMisuse);
        Assert.Contains("colon", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_of_the_options_is_named_at_once()
    {
        await using var lab = await ServerLab.StartAsync();
        var options = new ServerOptions
        {
            DataDirectory = " ",
            Port = 70000,
            Account = "12",
            Region = "Somewhere!",
            Runtime = "podman",
        };

        var error = await RefusedAsync(lab, options);

        Assert.True(error.IsMisuse);
        Assert.Equal(
            "the data directory has no name; the port `70000` is not between 0 and 65535; the account `12` is not twelve digits; "
                + "the region `Somewhere!` is not a region's name; the runtime `podman` is not one of auto, oci",
            error.Message
        );
    }

    [Fact]
    public async Task Runtime_that_is_not_there_yet_is_said_to_be_so()
    {
        await using var lab = await ServerLab.StartAsync();
        var options = new ServerOptions
        {
            DataDirectory = _directory["other"],
            Port = 0,
            Runtime = "docker",
        };

        var error = await RefusedAsync(lab, options);

        Assert.True(error.IsMisuse);
        Assert.Equal("the runtime `docker` is not there yet: give auto or oci", error.Message);
    }

    [Fact]
    public async Task Runtime_that_is_asked_for_has_to_work()
    {
        await using var lab = await ServerLab.StartAsync();
        var runtime = new FakeRuntime(lab.Time)
        {
            Readiness = new()
            {
                IsReady = false,
                Missing = "runc not found",
                Remedy = "apt-get install -y runc",
            },
        };
        var options = new ServerOptions
        {
            DataDirectory = _directory["other"],
            Port = 0,
            Runtime = "oci",
        };

        var error = await Assert.ThrowsAsync<StartException>(() => lab.StartAnotherAsync(options, runtime));

        Assert.Equal("tasks cannot run on this machine: runc not found", error.Message);
        options.Runtime = "auto";
        await using var server = await lab.StartAnotherAsync(options, runtime);
        Assert.NotNull(server.Endpoint);
    }

    [Fact]
    public async Task Runtime_that_is_asked_for_and_works_is_taken()
    {
        await using var lab = await ServerLab.StartAsync();
        var options = new ServerOptions
        {
            DataDirectory = _directory["other"],
            Port = 0,
            Runtime = "oci",
        };

        await using var server = await lab.StartAnotherAsync(options, new FakeRuntime(lab.Time));

        Assert.NotNull(server.Endpoint);
    }

    [Fact]
    public void Holder_of_a_port_that_nobody_has_is_nobody()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;

        Assert.Null(PortHolder.Find(port));
    }

    private static Task<StartException> RefusedAsync(ServerLab lab, ServerOptions options) =>
        Assert.ThrowsAsync<StartException>(() => lab.StartAnotherAsync(options));
}
