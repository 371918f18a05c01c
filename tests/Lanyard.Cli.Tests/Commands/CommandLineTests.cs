using System.Net;
using System.Net.Sockets;
using Lanyard.Cli.Commands;
using Lanyard.Server.Composition;
using Lanyard.Storage.Disk;
using Lanyard.Testing;

namespace Lanyard.Cli.Tests.Commands;

/// <summary>How commands end that go wrong, and what they say.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("fly")]
    [InlineData("run")]
    [InlineData("run", "template.yaml", "--fast")]
    [InlineData("run", "template.yaml", "--timeout")]
    [InlineData("ps", "--fast")]
    [InlineData("up", "--port", "many")]
    [InlineData("ps", "surplus")]
    [InlineData("logs")]
    [InlineData("stop")]
    [InlineData("image")]
    [InlineData("image", "push", "receipts.tar")]
    public async Task What_cannot_be_parsed_is_misuse_and_leads_to_the_help(params string[] arguments)
    {
        var run = await Finished.LanyardAsync(arguments);

        run.Refused(ExitCodes.Misuse, "lanyard: ", "see `lanyard --help`");
        Assert.DoesNotContain("lanyard: ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ps")]
    [InlineData("env")]
    [InlineData("reset")]
    [InlineData("down")]
    [InlineData("logs", "3f2a")]
    [InlineData("stop", "3f2a")]
    [InlineData("image", "push", "/", "app")]
    [InlineData("run", "template.yaml")]
    public async Task Where_no_server_runs_the_command_fails_and_says_how_to_start_one(params string[] arguments)
    {
        var run = await Finished.LanyardAsync([.. arguments, "--data", _directory["data"]]);

        run.Refused(
            ExitCodes.Failed,
            $"lanyard: no server runs on the data directory `{_directory["data"]}`",
            $"next: start one with `lanyard up --data {_directory["data"]}`"
        );
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_failure_of_the_machine()
    {
        using var held = Serving("http://127.0.0.1:1");

        var run = await Finished.LanyardAsync("ps", "--data", _directory["data"]);

        run.Refused(ExitCodes.Failed, "the server does not answer", "next: start it with `lanyard up`");
    }

    [Fact]
    public async Task A_server_that_hangs_up_is_a_failure_of_the_machine()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var held = Serving($"http://{listener.LocalEndpoint}");

        var running = Finished.LanyardAsync("ps", "--data", _directory["data"]);
        (await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken)).Dispose();
        var run = await running;

        run.Refused(ExitCodes.Failed, "the server does not answer");
    }

    [Fact]
    public async Task Options_of_the_server_that_are_not_good_are_all_named()
    {
        var run = await Finished.LanyardAsync(
            "up",
            "--data",
            _directory["data"],
            "--port",
            "70000",
            "--account",
            "12",
            "--region",
            "Mars"
        );

        run.Refused(ExitCodes.Misuse, "`70000`", "`12`", "`Mars`");
    }

    [Fact]
    public async Task A_data_directory_that_is_a_file_is_a_failure_of_the_machine()
    {
        await File.WriteAllTextAsync(_directory["data"], "a file", TestContext.Current.CancellationToken);

        var run = await Finished.LanyardAsync("up", "--data", _directory["data"], "--port", "0");

        run.Refused(ExitCodes.Failed, _directory["data"]);
    }

    private DataDirectory Serving(string endpoint)
    {
        var held = DataDirectory.Open(_directory["data"]);
        new ServerFile
        {
            ProcessId = Environment.ProcessId,
            Endpoint = endpoint,
            Account = CliLab.Account,
            Region = "us-east-1",
            AccessKeyId = "AKIDEXAMPLE",
            SecretAccessKey = "secret",
            Observe = false,
        }.Write(held.Path);
        return held;
    }
}
