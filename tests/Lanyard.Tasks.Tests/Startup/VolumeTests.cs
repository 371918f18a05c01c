using Lanyard.Tasks.Lifecycle;
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
