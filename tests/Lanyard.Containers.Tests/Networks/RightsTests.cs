using System.Runtime.InteropServices;
using Lanyard.Containers.Networks;
using Lanyard.Testing;

namespace Lanyard.Containers.Tests.Networks;

/// <summary>A process without rights is told what it lacks.</summary>
public sealed partial class RightsTests
{
    [Fact]
    public async Task A_network_without_the_right_to_make_namespaces_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "namespaces are of Linux; it runs there");
        using var directory = new TemporaryDirectory();
        var networks = new TaskNetworks(directory["netns"]);

        var refusal = await Assert.ThrowsAsync<ContainerException>(() =>
            WithoutCapabilitiesAsync(() => networks.CreateAsync("task", TestContext.Current.CancellationToken))
        );

        Assert.Equal(ContainerFault.NotPermitted, refusal.Kind);
        Assert.Contains("CAP_SYS_ADMIN", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(networks.List());
    }

    // Capabilities are a thread's, and a thread that it starts has no more.
    private static async Task<T> WithoutCapabilitiesAsync<T>(Func<Task<T>> run)
    {
        var started = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            DropCapabilities();
            started.SetResult(run());
        });
        thread.Start();
        return await await Eventually.DoneAsync(started.Task, "the thread without rights to begin");
    }

    private static unsafe void DropCapabilities()
    {
        const uint Version3 = 0x20080522;
        var header = stackalloc uint[2] { Version3, 0 };
        var none = stackalloc uint[6];
        Assert.Equal(0, SetCapabilities(header, none));
    }

    [LibraryImport("libc", EntryPoint = "capset")]
    private static unsafe partial int SetCapabilities(uint* header, uint* sets);
}
