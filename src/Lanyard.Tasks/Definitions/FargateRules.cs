using System.Globalization;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Definitions;

/// <summary>What Fargate asks of a task definition that requires it. A rule answers what is wrong, or null.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html" />
internal static class FargateRules
{
    private const int LongestTimeoutSeconds = 120;

    /// <summary>Whether these rules apply.</summary>
    public static bool Apply(RegisterTaskDefinitionInput input) =>
        input.RequiresCompatibilities?.Contains("FARGATE", StringComparer.Ordinal) == true;

    public static string? NetworkModeIsAwsvpc(RegisterTaskDefinitionInput input) =>
        input.NetworkMode == "awsvpc" ? null : "Fargate only supports network mode ‘awsvpc’.";

    public static string? HasCpu(RegisterTaskDefinitionInput input) =>
        input.Cpu is not null ? null : "Fargate requires that 'cpu' be defined at the task level.";

    public static string? HasMemory(RegisterTaskDefinitionInput input) =>
        input.Memory is not null ? null : "Fargate requires that 'memory' be defined at the task level.";

    public static string? SizeIsOffered(RegisterTaskDefinitionInput input)
    {
        var (cpu, memory) = (TaskSize.CpuUnits(input.Cpu)!.Value, TaskSize.MemoryMiB(input.Memory)!.Value);
        return FargateSizes.Has(cpu, memory)
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"No Fargate configuration exists for given values: {cpu} CPU, {memory} memory. See the Amazon ECS documentation for the valid values."
            );
    }

    public static string? PidModeIsTask(RegisterTaskDefinitionInput input) =>
        input.PidMode is null or "" or "task"
            ? null
            : $"Tasks using the Fargate launch type do not support pidMode '{input.PidMode}'. The supported value for pidMode is 'task'.";

    public static string? EcrImagesHaveAnExecutionRole(RegisterTaskDefinitionInput input) =>
        input.ExecutionRoleArn is null
        && input.ContainerDefinitions!.Any(container => EcrReference.TryParse(container.Image, out _))
            ? "Fargate requires task definition to have execution role ARN to support ECR images."
            : null;

    public static string? AwsLogsHasAnExecutionRole(RegisterTaskDefinitionInput input) =>
        input.ExecutionRoleArn is null && AwsLogs(input).Any()
            ? "Fargate requires task definition to have execution role ARN to support log driver awslogs."
            : null;

    public static string? AwsLogsHasAStreamPrefix(RegisterTaskDefinitionInput input) =>
        AwsLogs(input).All(log => log.Options!.ContainsKey("awslogs-stream-prefix"))
            ? null
            : "Log driver awslogs requires options: awslogs-stream-prefix";

    public static string? LogDriverIsOffered(RegisterTaskDefinitionInput input) =>
        input
            .ContainerDefinitions!.Select(container => container.LogConfiguration?.LogDriver)
            .FirstOrDefault(driver => driver is not (null or "awslogs" or "splunk" or "awsfirelens"))
            is { } odd
            ? $"Tasks using the Fargate launch type do not support log driver '{odd}'. Supported values are awslogs, splunk, awsfirelens."
            : null;

    public static string? IsNotPrivileged(RegisterTaskDefinitionInput input) =>
        input.ContainerDefinitions!.Any(container => container.Privileged is true)
            ? "Tasks using the Fargate launch type do not support privileged containers."
            : null;

    public static string? CapabilitiesAreOffered(RegisterTaskDefinitionInput input) =>
        input
            .ContainerDefinitions!.SelectMany(container => container.LinuxParameters?.Capabilities?.Add ?? [])
            .FirstOrDefault(capability => capability != "SYS_PTRACE")
            is { } odd
            ? $"Tasks using the Fargate launch type do not support adding the capability '{odd}'. The supported value is 'SYS_PTRACE'."
            : null;

    public static string? TimeoutsAreOffered(RegisterTaskDefinitionInput input) =>
        input
            .ContainerDefinitions!.Select(container =>
                container.StopTimeout > LongestTimeoutSeconds
                    ? $"'stopTimeout' setting for container '{container.Name}'"
                : container.StartTimeout > LongestTimeoutSeconds
                    ? $"'startTimeout' setting for container '{container.Name}'"
                : null
            )
            .FirstOrDefault(setting => setting is not null)
            is { } odd
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Invalid {odd}. The maximum on Fargate is {LongestTimeoutSeconds}."
            )
            : null;

    public static string? VolumesAreOffered(RegisterTaskDefinitionInput input) =>
        (input.Volumes ?? []).Any(volume =>
            volume.Host?.SourcePath is { Length: > 0 } || volume.DockerVolumeConfiguration is not null
        )
            ? "Tasks using the Fargate launch type do not support host.sourcePath or dockerVolumeConfiguration."
            : null;

    private static IEnumerable<LogConfiguration> AwsLogs(RegisterTaskDefinitionInput input) =>
        input
            .ContainerDefinitions!.Select(container => container.LogConfiguration)
            .OfType<LogConfiguration>()
            .Where(log => log is { LogDriver: "awslogs", Options: not null });
}
