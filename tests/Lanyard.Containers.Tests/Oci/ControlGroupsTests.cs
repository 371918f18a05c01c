using Lanyard.Containers.Oci;
using Lanyard.Testing;

namespace Lanyard.Containers.Tests.Oci;

/// <summary>Either version of control groups, as a directory like the kernel's.</summary>
public sealed class ControlGroupsTests : IDisposable
{
    private static readonly ContainerGroup Group = new("task", 64L * 1024 * 1024, CpuQuotaUnits: 512);

    private readonly TemporaryDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Version_2_limits_a_task_and_hands_the_controllers_down()
    {
        var groups = Unified();

        groups.Create("/lanyard/task", Group);

        Assert.True(groups.IsUnified);
        Assert.Equal("67108864", Read("lanyard/task/memory.max"));
        Assert.Equal("0", Read("lanyard/task/memory.swap.max"));
        Assert.Equal("50000 100000", Read("lanyard/task/cpu.max"));
        Assert.Equal("+pids", Read("cgroup.subtree_control"));
        Assert.Equal("+pids", Read("lanyard/cgroup.subtree_control"));
    }

    [Theory]
    [InlineData("low 0\noom 1\noom_kill 0\noom_group_kill 0\n", false)]
    [InlineData("low 0\noom 1\noom_kill 2\noom_group_kill 0\n", true)]
    public void Version_2_tells_that_memory_ran_out(string events, bool expected)
    {
        Write("lanyard/task/one/memory.events", events);

        Assert.Equal(expected, Unified().RanOutOfMemory("/lanyard/task/one"));
    }

    [Fact]
    public void Version_1_limits_a_task_where_each_controller_is_mounted()
    {
        var groups = Split();

        groups.Create("/lanyard/task", Group);

        Assert.False(groups.IsUnified);
        Assert.Equal("67108864", Read("memory/lanyard/task/memory.limit_in_bytes"));
        Assert.Equal("67108864", Read("memory/lanyard/task/memory.memsw.limit_in_bytes"));
        Assert.Equal("50000", Read("cpu,cpuacct/lanyard/task/cpu.cfs_quota_us"));
    }

    [Theory]
    [InlineData("oom_kill_disable 0\nunder_oom 0\noom_kill 0\n", false)]
    [InlineData("oom_kill_disable 0\nunder_oom 0\noom_kill 1\n", true)]
    public void Version_1_tells_that_memory_ran_out(string control, bool expected)
    {
        Write("memory/lanyard/task/one/memory.oom_control", control);

        Assert.Equal(expected, Split().RanOutOfMemory("/lanyard/task/one"));
    }

    [Fact]
    public void A_group_that_is_gone_did_not_run_out_of_memory()
    {
        Assert.False(Unified().RanOutOfMemory("/lanyard/gone"));
    }

    [Fact]
    public void A_machine_without_control_groups_for_memory_is_refused()
    {
        Write("mountinfo", "");

        var refusal = Assert.Throws<ContainerException>(() => ControlGroups.Detect(_root.Path, _root["mountinfo"]));

        Assert.Equal(ContainerFault.Unavailable, refusal.Kind);
        Assert.Contains("no control groups for memory", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024, 100_000)]
    [InlineData(256, 25_000)]
    [InlineData(1, 1000)]
    public void A_quota_is_a_part_of_the_period_but_not_less_than_the_kernel_takes(int units, long microseconds)
    {
        Assert.Equal(microseconds, ControlGroups.QuotaMicroseconds(units, 100_000));
    }

    // The kernel makes these files; here the last write to each is what is left in it.
    private ControlGroups Unified()
    {
        Write("cgroup.controllers", "cpu memory pids\n");
        Write("cgroup.subtree_control", "cpu memory\n");
        Write("lanyard/cgroup.subtree_control", "cpu memory\n");
        Write("lanyard/task/cgroup.subtree_control", "cpu memory pids\n");
        Write("lanyard/task/memory.swap.max", "max\n");
        return ControlGroups.Detect(_root.Path, _root["mountinfo"]);
    }

    private ControlGroups Split()
    {
        Write(
            "mountinfo",
            $"""
            22 27 0:21 / /proc rw,relatime - proc proc rw
            32 31 0:29 / {_root["cpu,cpuacct"]} rw,relatime - cgroup cgroup rw,cpu,cpuacct
            35 31 0:32 / {_root["memory"]} rw,relatime - cgroup cgroup rw,memory
            41 31 0:38 / {_root["unified"]} rw,relatime - cgroup2 cgroup2 rw
            """
        );
        Write("memory/memory.memsw.limit_in_bytes", "9223372036854771712\n");
        return ControlGroups.Detect(_root.Path, _root["mountinfo"]);
    }

    private string Read(string path) => File.ReadAllText(_root[path]);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root[path])!);
        File.WriteAllText(_root[path], text);
    }
}
