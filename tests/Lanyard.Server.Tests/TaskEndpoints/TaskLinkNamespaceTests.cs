using System.Diagnostics;
using Lanyard.Containers.Networks;
using Lanyard.Testing;

namespace Lanyard.Server.Tests.TaskEndpoints;

/// <summary>The link over real network namespaces: a process in the task's namespace asks at 169.254.170.2.</summary>
public sealed class TaskLinkNamespaceTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_task_reaches_its_own_credentials_and_no_others()
    {
        RequireNamespaces();
        var networks = new TaskNetworks(_directory["netns"]);
        await using var lab = await ServerLab.StartAsync(networks: networks);
        var first = await RunningTask.StartAsync(lab);
        var second = await RunningTask.StartAsync(lab);

        var own = await AskAsync(networks.Open(first.Id), first.CredentialsPath);
        var others = await AskAsync(networks.Open(first.Id), second.CredentialsPath);

        Assert.Contains(RunningTask.TaskRole, own, StringComparison.Ordinal);
        Assert.Contains("CredentialsV2Request: Credentials not found", others, StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(ITaskNetwork network, string path)
    {
        var script =
            $@"exec 3<>/dev/tcp/169.254.170.2/80; printf 'GET {path} HTTP/1.1\r\nHost: 169.254.170.2\r\nConnection: close\r\n\r\n' >&3; cat <&3";
        var start = new ProcessStartInfo("nsenter", [$"--net={network.NamespacePath}", "bash", "-c", script])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        return await Eventually.DoneAsync(
            process.StandardOutput.ReadToEndAsync(Token),
            $"the answer of http://169.254.170.2{path}"
        );
    }

    private static void RequireNamespaces()
    {
        if (!Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail("CI must run this test, and it needs root");
        }

        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "needs Linux and root, to make network namespaces; it runs on CI, or with sudo"
        );
    }
}
