using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>A task as the API shows it.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html" />
internal static class TaskShape
{
    /// <summary>Describes a task.</summary>
    public static EcsTask Of(TaskRecord task, bool withTags) =>
        new()
        {
            TaskArn = task.TaskArn,
            ClusterArn = task.ClusterArn,
            TaskDefinitionArn = task.TaskDefinitionArn,
            Attachments = task.Attachments,
            Attributes = [],
            AvailabilityZone = $"{task.Region}a",
            Connectivity = task.ConnectivityAt is null ? null : "CONNECTED",
            ConnectivityAt = task.ConnectivityAt,
            Containers = [.. task.Containers.Select(container => Of(task, container))],
            Cpu = task.Cpu,
            Memory = task.Memory,
            CreatedAt = task.CreatedAt,
            DesiredStatus = task.DesiredStatus,
            LastStatus = task.LastStatus,
            EnableExecuteCommand = task.EnableExecuteCommand,
            ExecutionStoppedAt = task.ExecutionStoppedAt,
            Group = task.Group,
            HealthStatus = "UNKNOWN",
            LaunchType = task.LaunchType,
            Overrides = OverridesOf(task),
            PlatformVersion = task.PlatformVersion,
            PlatformFamily = task.PlatformFamily,
            PullStartedAt = task.PullStartedAt,
            PullStoppedAt = task.PullStoppedAt,
            StartedAt = task.StartedAt,
            StartedBy = task.StartedBy,
            StopCode = task.StopCode,
            StoppedAt = task.StoppedAt,
            StoppedReason = task.StoppedReason,
            StoppingAt = task.StoppingAt,
            Tags = withTags ? task.Tags : [],
            Version = task.Version,
        };

    private static Container Of(TaskRecord task, ContainerRecord container) =>
        new()
        {
            ContainerArn = container.Arn,
            TaskArn = task.TaskArn,
            Name = container.Name,
            Image = container.Image,
            ImageDigest = container.ImageDigest,
            RuntimeId = container.CreatedAt is null ? null : container.RuntimeId,
            LastStatus = container.LastStatus,
            ExitCode = container.ExitCode,
            Reason = container.Reason,
            NetworkBindings = [],
            NetworkInterfaces = container.NetworkInterfaces,
            HealthStatus = "UNKNOWN",
            Cpu = container.Cpu ?? "0",
            Memory = container.Memory,
            MemoryReservation = container.MemoryReservation,
        };

    // Every container is named in the echo, overridden or not.
    private static TaskOverride OverridesOf(TaskRecord task)
    {
        var given = task.Overrides ?? new TaskOverride();
        return given with
        {
            ContainerOverrides =
            [
                .. task.Containers.Select(container =>
                    given.ContainerOverrides?.FirstOrDefault(item => item.Name == container.Name)
                    ?? new ContainerOverride { Name = container.Name }
                ),
            ],
            InferenceAcceleratorOverrides = given.InferenceAcceleratorOverrides ?? [],
        };
    }
}
