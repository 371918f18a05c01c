using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Definitions;

/// <summary>Rules about the volumes of a task definition. A rule answers what is wrong, or null.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html" />
/// <seealso href="https://github.com/aws/amazon-ecs-cli/issues/277" />
internal static class VolumeRules
{
    public static string? NamesAreNames(RegisterTaskDefinitionInput input)
    {
        foreach (var volume in input.Volumes ?? [])
        {
            if (volume.Name is not { Length: > 0 })
            {
                return "volume.name should not be null or empty.";
            }

            if (!TaskRules.IsName(volume.Name))
            {
                return "volume.name contains invalid characters.";
            }
        }

        return null;
    }

    public static string? HaveOneKind(RegisterTaskDefinitionInput input) =>
        (input.Volumes ?? []).Any(volume =>
            new object?[]
            {
                volume.Host,
                volume.DockerVolumeConfiguration,
                volume.EfsVolumeConfiguration,
                volume.FsxWindowsFileServerVolumeConfiguration,
                volume.S3filesVolumeConfiguration,
            }.Count(kind => kind is not null) > 1
        )
            ? "When you specify a volume, only one kind of configuration can be specified."
            : null;
}
