using Lanyard.Testing;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Tests;

public sealed class HostAccessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _data;
    private readonly HostAccess _allowed;

    public HostAccessTests()
    {
        _data = Directory.CreateDirectory(_directory["state/data"]).FullName;
        _allowed = new HostAccess(isAllowed: true, _data);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Host_path_is_refused_unless_the_server_allows_it()
    {
        var fault = Of(HostAccess.None, "/srv/app");

        Assert.Equal(
            "volume `v` asks for the host's path `/srv/app`: this server keeps its host from tasks; start it with "
                + "`lanyard up --allow-host-access` to let them have it",
            fault
        );
        Assert.Null(Of(_allowed, "/srv/app"));
    }

    [Fact]
    public void Privileged_container_is_refused_unless_the_server_allows_it()
    {
        ContainerDefinition[] containers = [TaskLab.Container("app") with { Privileged = true }];

        Assert.StartsWith("container `app` asks to be privileged: ", HostAccess.None.FaultIn(containers, null));
        Assert.Null(_allowed.FaultIn(containers, null));
    }

    [Theory]
    [InlineData("ALL")]
    [InlineData("SYS_ADMIN")]
    [InlineData("cap_sys_module")]
    [InlineData("DAC_READ_SEARCH")]
    public void Capability_over_the_host_is_refused_unless_the_server_allows_it(string capability)
    {
        var containers = Adding(capability);

        Assert.StartsWith(
            $"container `app` asks for the capability `{capability}`: ",
            HostAccess.None.FaultIn(containers, null)
        );
        Assert.Null(_allowed.FaultIn(containers, null));
    }

    [Theory]
    [InlineData("SYS_PTRACE")]
    [InlineData("CAP_NET_ADMIN")]
    public void Capability_whose_effect_ends_with_the_container_is_given(string capability) =>
        Assert.Null(HostAccess.None.FaultIn(Adding(capability), null));

    [Fact]
    public void Volume_without_a_host_path_is_given() =>
        Assert.Null(HostAccess.None.FaultIn(null, [new Volume { Name = "v", Host = new HostVolumeProperties() }]));

    [Theory]
    [InlineData("/", "`/proc`")]
    [InlineData("/proc", "`/proc`")]
    [InlineData("/proc/1/root", "`/proc`")]
    [InlineData("/usr/../sys/kernel/", "`/sys`")]
    [InlineData("//sys", "`/sys`")]
    public void Kernel_s_own_paths_no_task_gets(string path, string what) =>
        Assert.EndsWith($"which no task may have: it is, is in or holds {what}", Of(_allowed, path));

    [Theory]
    [InlineData("state/data")]
    [InlineData("state/data/key")]
    [InlineData("state/data/not/there")]
    [InlineData("state")]
    [InlineData("")]
    public void Data_directory_no_task_gets(string path) =>
        Assert.EndsWith("holds the server's data directory", Of(_allowed, Path.Combine(_directory.Path, path)));

    [Fact]
    public void Directory_whose_name_only_begins_like_the_data_directory_s_is_given() =>
        Assert.Null(Of(_allowed, _data + "2"));

    [Fact]
    public void Link_into_the_data_directory_is_followed()
    {
        File.CreateSymbolicLink(_directory["door"], "state");
        File.CreateSymbolicLink(_directory["window"], _directory["door"]);

        Assert.EndsWith("holds the server's data directory", Of(_allowed, _directory["window/data/key"]));
    }

    [Fact]
    public void Data_directory_behind_a_link_is_known_by_its_real_path()
    {
        Directory.CreateSymbolicLink(_directory["door"], _data);
        var access = new HostAccess(isAllowed: true, _directory["door"]);

        Assert.EndsWith("holds the server's data directory", Of(access, _data));
    }

    [Fact]
    public void Links_that_lead_to_each_other_are_refused()
    {
        File.CreateSymbolicLink(_directory["a"], _directory["b"]);
        File.CreateSymbolicLink(_directory["b"], _directory["a"]);

        Assert.Contains("cannot be resolved", Of(_allowed, _directory["a"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Relative_path_is_refused() => Assert.EndsWith("does not begin with `/`", Of(_allowed, "state/data"));

    private static ContainerDefinition[] Adding(string capability) =>
        [
            TaskLab.Container("app") with
            {
                LinuxParameters = new LinuxParameters { Capabilities = new KernelCapabilities { Add = [capability] } },
            },
        ];

    private static string? Of(HostAccess access, string path) =>
        access.FaultIn(
            null,
            [
                new Volume
                {
                    Name = "v",
                    Host = new HostVolumeProperties { SourcePath = path },
                },
            ]
        );
}
