using Lanyard.Containers;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Tests.Startup;

public sealed class VolumeTests
{
    [Theory]
    [InlineData("/", LaunchTypes.Fargate)]
    [InlineData("../../..", LaunchTypes.Fargate)]
    [InlineData("/", LaunchTypes.Ec2)]
    [InlineData("a/b", LaunchTypes.Ec2)]
    [InlineData("", LaunchTypes.Ec2)]
    [InlineData(null, LaunchTypes.Ec2)]
    public async Task Stored_volume_whose_name_is_none_is_not_mounted(string? name, string launchType)
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunAsync(Mounting(new Volume { Name = name }), launchType);

        Assert.Equal("TaskFailedToStart", task.StopCode);
        Assert.Contains($"`{name}` is not the name of a volume", task.StoppedReason, StringComparison.Ordinal);
        Assert.Empty(lab.Runtime.Created);
    }

    [Fact]
    public async Task Shared_volumes_of_one_name_are_apart_between_regions()
    {
        await using var lab = await InAnyRegionAsync();
        var volume = new Volume
        {
            Name = "cache",
            DockerVolumeConfiguration = new DockerVolumeConfiguration { Scope = "shared" },
        };

        var here = await SourceAsync(lab, volume, TaskLab.Region);
        var again = await SourceAsync(lab, volume, TaskLab.Region);
        var there = await SourceAsync(lab, volume, "eu-west-1");

        Assert.Equal(Path.Combine(lab.Directory, "volumes", "111122223333", "us-east-1", "cache"), here);
        Assert.Equal(here, again);
        Assert.Equal(Path.Combine(lab.Directory, "volumes", "111122223333", "eu-west-1", "cache"), there);
    }

    [Fact]
    public async Task Task_in_a_region_that_leads_elsewhere_is_not_started()
    {
        await using var lab = await InAnyRegionAsync();
        var volume = new Volume
        {
            Name = "444455556666",
            DockerVolumeConfiguration = new DockerVolumeConfiguration { Scope = "shared" },
        };

        // Its roles cannot be assumed: no call is made in what is no region.
        await Assert.ThrowsAsync<AwsException>(() => lab.StartAsync(Mounting(volume), LaunchTypes.Ec2, region: ".."));

        Assert.Empty(lab.Runtime.Created);
    }

    [Fact]
    public void Shared_volume_in_a_region_that_leads_elsewhere_has_no_directory()
    {
        var directories = new TaskDirectories("/tasks/1", "/tasks/volumes", "111122223333", "..");

        var error = Assert.Throws<ContainerException>(() =>
            directories.SharedVolumeOf(new Volume { Name = "444455556666" })
        );

        Assert.Equal(ContainerFault.Invalid, error.Kind);
    }

    [Fact]
    public async Task Definition_that_was_registered_while_the_host_was_open_starts_no_more()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunAsync(Mounting(HostPath("/srv")), LaunchTypes.Ec2);

        Assert.Equal("TaskFailedToStart", task.StopCode);
        Assert.Contains("`lanyard up --allow-host-access`", task.StoppedReason, StringComparison.Ordinal);
        Assert.Empty(lab.Runtime.Created);
    }

    [Fact]
    public async Task Host_path_is_mounted_without_the_links_in_it()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.HostAccess = new HostAccess(isAllowed: true, Path.Combine(lab.Directory, "data"));
        await lab.RestartAsync();
        var real = Directory.CreateDirectory(Path.Combine(lab.Directory, "real")).FullName;
        File.CreateSymbolicLink(Path.Combine(lab.Directory, "link"), real);

        var task = await lab.RunningAsync(
            Mounting(HostPath(Path.Combine(lab.Directory, "link", "made"))),
            LaunchTypes.Ec2
        );

        Assert.Equal(Path.Combine(real, "made"), lab.ContainerOf(task, "app").Spec.Mounts[0].Source);
        Assert.True(Directory.Exists(Path.Combine(real, "made")));
    }

    private static Task<TaskLab> InAnyRegionAsync()
    {
        var trust = TaskLab.Trust.Replace(TaskLab.Region, "*", StringComparison.Ordinal);
        return TaskLab.OpenAsync(TestDoor.AllowAll, trust, trust);
    }

    private static Volume HostPath(string path) =>
        new()
        {
            Name = "host",
            Host = new HostVolumeProperties { SourcePath = path },
        };

    private static async Task<string?> SourceAsync(TaskLab lab, Volume volume, string region)
    {
        var task = await lab.StartAsync(Mounting(volume), LaunchTypes.Ec2, region: region);
        task = await lab.ReachedAsync(task, TaskStatuses.Running);
        return lab.ContainerOf(task, "app").Spec.Mounts[0].Source;
    }

    private static TaskDefinition Mounting(params Volume[] volumes)
    {
        var container = TaskLab.Container("app") with
        {
            MountPoints =
            [
                .. volumes.Select(one => new MountPoint { SourceVolume = one.Name, ContainerPath = "/data" }),
            ],
        };
        return TaskLab.Definition(container) with { Volumes = volumes };
    }
}
