using Lanyard.Testing;

namespace Lanyard.EndToEnd.Tests;

/// <summary>The sample step by step: the very commands of the README, in a shell, with a real AWS CLI.</summary>
[Collection(Containers.Name)]
public sealed class ByHandTests : IDisposable
{
    // In the README: start and look around; what older CLIs need; make everything and run the task.
    private static readonly string[] Blocks = Readme.Blocks("By hand, with the AWS CLI");

    // It builds an image, and is some thirty programs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_sample_works_by_hand()
    {
        await Machine.MustRunContainersAsync();

        var shell = await RunAsync(Blocks[0], Blocks[2]);

        Assert.True(shell.ExitCode == 0, shell.ToString());
        Assert.Contains("arn:aws:iam::000000000000:user/administrator", shell.Output, StringComparison.Ordinal);
        Assert.Contains("app | read it back, and the signature holds", shell.Output, StringComparison.Ordinal);
        Assert.Contains("heartbeat | the task is ending", shell.Output, StringComparison.Ordinal);
        Assert.Matches("""\[\s*"STOPPED",\s*"EssentialContainerExited",""", shell.Output);
        Assert.Matches("""\[\s*"app",\s*0\s*\],\s*\[\s*"heartbeat",\s*0\s*\]""", shell.Output);
        Assert.Matches(@"\d+ [0-9a-f]{32}\.txt\n", shell.Output);
    }

    [Fact]
    public async Task An_AWS_CLI_that_does_not_know_AWS_ENDPOINT_URL_is_told_on_every_call()
    {
        var shell = await RunAsync(
            "export AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true # and so is like an older one",
            Blocks[0].Replace("aws sts", Blocks[1] + "aws sts", StringComparison.Ordinal)
        );

        Assert.True(shell.ExitCode == 0, shell.ToString());
        Assert.Contains("arn:aws:iam::000000000000:user/administrator", shell.Output, StringComparison.Ordinal);
    }

    // In a folder like the checkout, so that its data are its own, and on a free port.
    private async Task<Finished> RunAsync(params string[] blocks)
    {
        Directory.CreateSymbolicLink(_directory["samples"], Checkout.In("samples"));
        await Script.WriteAsync(
            _directory["lanyard"],
            $"[ \"$1\" != up ] || set -- \"$@\" --port 0\nexec dotnet '{Checkout.Program}' \"$@\""
        );
        var aws = Path.GetDirectoryName(await AwsCli.PathAsync());
        var script = $"""
            set -eu
            cd '{_directory.Path}'
            PATH='{aws}':$PATH
            trap './lanyard down >down.txt 2>&1 || true' EXIT
            {string.Join('\n', blocks)}
            """;
        return await Finished.RunAsync("/bin/bash", ["-c", script], limit: Patience);
    }
}
