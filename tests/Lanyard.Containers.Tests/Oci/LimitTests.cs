namespace Lanyard.Containers.Tests.Oci;

/// <summary>Limits hold.</summary>
public sealed class LimitTests(ContainerMachine machine) : ContainerTests(machine)
{
    private const long Megabyte = 1024 * 1024;

    // A sixth of a second of it: at a quarter of a processor more than half a second, on a busy machine longer still.
    private const string BurnProcessorTime = "while (($u, $s) = times and $u + $s < 0.16) {}";

    [Fact]
    public async Task A_container_over_its_memory_ends_with_137_and_says_why()
    {
        Machine.RequirePerl();

        var run = await RunAsync(Perl("$x = 'a' x (300 << 20); print 'alive'") with { MemoryBytes = 64 * Megabyte });

        Assert.Equal(137, run.Exit.ExitCode);
        Assert.True(run.Exit.OutOfMemory);
        Assert.Empty(run.Text);
    }

    [Fact]
    public async Task A_container_within_its_memory_runs()
    {
        Machine.RequirePerl();

        var run = await RunAsync(Perl("$x = 'a' x (16 << 20); print 'alive'") with { MemoryBytes = 128 * Megabyte });

        Assert.Equal("alive", run.Text);
        Assert.False(run.Exit.OutOfMemory);
    }

    [Fact]
    public async Task Containers_of_a_task_share_its_memory()
    {
        Machine.RequirePerl();
        var group = new ContainerGroup(ContainerMachine.NewId(), 64 * Megabyte, CpuQuotaUnits: null);

        var run = await RunAsync(Perl("$x = 'a' x (300 << 20); print 'alive'") with { Group = group });

        Assert.Equal(137, run.Exit.ExitCode);
        Assert.True(run.Exit.OutOfMemory);
    }

    [Fact]
    public async Task A_quarter_of_a_processor_is_all_that_a_container_gets()
    {
        Machine.RequirePerl();
        var begun = TimeProvider.System.GetTimestamp();

        var run = await RunAsync(Perl(BurnProcessorTime) with { CpuQuotaUnits = 256 });

        Assert.Equal(0, run.Exit.ExitCode);
        Assert.True(TimeProvider.System.GetElapsedTime(begun) >= TimeSpan.FromSeconds(0.4));
    }

    [Fact]
    public async Task Containers_of_a_task_share_its_processor_time()
    {
        Machine.RequirePerl();
        var group = new ContainerGroup(ContainerMachine.NewId(), MemoryBytes: null, CpuQuotaUnits: 256);
        var begun = TimeProvider.System.GetTimestamp();

        var runs = await Task.WhenAll(
            RunAsync(Perl(BurnProcessorTime) with { Group = group, CpuQuotaUnits = 1024 }),
            RunAsync(Perl(BurnProcessorTime) with { Group = group })
        );

        Assert.All(runs, run => Assert.Equal(0, run.Exit.ExitCode));
        Assert.True(TimeProvider.System.GetElapsedTime(begun) >= TimeSpan.FromSeconds(0.4));
    }

    [Fact]
    public async Task A_container_that_has_too_many_processes_gets_no_more()
    {
        var run = await RunAsync(
            Shell("for i in 1 2 3 4 5 6 7 8 9; do sleep 600 & done 2>/dev/null || echo refused") with
            {
                ProcessLimit = 5,
            }
        );

        Assert.NotEqual(0, run.Exit.ExitCode);
    }

    [Fact]
    public async Task Ulimits_are_set()
    {
        var run = await RunAsync(
            Shell("ulimit -Sn; ulimit -Hn; ulimit -c") with
            {
                Ulimits = [new ContainerUlimit("nofile", 1000, 2000), new ContainerUlimit("core", -1, -1)],
            }
        );

        Assert.Equal("1000\n2000\nunlimited", run.Text);
    }
}
