using System.Globalization;
using Lanyard.Access;
using Lanyard.Policy;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>Makes the record of a task that is about to start.</summary>
internal static class TaskRecords
{
    private const string Platform = "1.4.0";

    /// <summary>The record, without sessions yet.</summary>
    public static TaskRecord Of(TaskLaunch launch, IdSource ids, DateTimeOffset now)
    {
        var id = ids.NewHexId();
        var account = launch.Account.ToString();
        var definition = launch.Definition.Definition;
        var isFargate = launch.LaunchType == LaunchTypes.Fargate;
        var taskRole = RoleOf(launch.Overrides?.TaskRoleArn ?? definition.TaskRoleArn, launch.Region, account);
        var task = new TaskRecord
        {
            Id = id,
            Account = account,
            Region = launch.Region,
            TaskArn = Arn.Of("ecs", launch.Region, account, $"task/{launch.ClusterName}/{id}").ToString(),
            ClusterArn = Arn.Of("ecs", launch.Region, account, $"cluster/{launch.ClusterName}").ToString(),
            TaskDefinitionArn = launch.Definition.Arn.ToString(),
            LaunchType = launch.LaunchType,
            PlatformVersion = isFargate ? PlatformOf(launch.PlatformVersion) : null,
            PlatformFamily = isFargate ? "Linux" : null,
            Cpu = launch.Overrides?.Cpu ?? definition.Cpu,
            Memory = launch.Overrides?.Memory ?? definition.Memory,
            // Where nothing is provisioned a task begins by waiting for its agent.
            LastStatus = definition.NetworkMode == "awsvpc" ? TaskStatuses.Provisioning : TaskStatuses.Pending,
            DesiredStatus = TaskStatuses.Running,
            CreatedAt = now,
            Containers = [],
            Overrides = launch.Overrides,
            TaskRoleArn = taskRole,
            ExecutionRoleArn = RoleOf(
                launch.Overrides?.ExecutionRoleArn ?? definition.ExecutionRoleArn,
                launch.Region,
                account
            ),
            StartedBy = launch.StartedBy,
            Group = launch.Group ?? $"family:{launch.Definition.Family}",
            NetworkConfiguration = launch.NetworkConfiguration,
            Attachments = [.. launch.Attachments.Select(attachment => attachment with { Status = "PRECREATED" })],
            Tags = [.. launch.Tags],
            EnableExecuteCommand = launch.EnableExecuteCommand,
            Version = 1,
            CredentialsId = taskRole is null ? null : ids.NewUuid(),
        };
        return task with
        {
            Containers =
            [
                .. (definition.ContainerDefinitions ?? []).Select(container =>
                    ContainerOf(task, launch, Startup.EffectiveContainer.Of(container, launch.Overrides), ids)
                ),
            ],
        };
    }

    private static ContainerRecord ContainerOf(
        TaskRecord task,
        TaskLaunch launch,
        ContainerDefinition container,
        IdSource ids
    )
    {
        var fargateId = $"{task.Id}-{TenDigits(ids)}";
        return new ContainerRecord
        {
            Name = container.Name!,
            Arn = Arn.Of("ecs", task.Region, task.Account, $"container/{launch.ClusterName}/{task.Id}/{ids.NewUuid()}")
                .ToString(),
            Image = container.Image!,
            RuntimeId = task.IsFargate ? fargateId : ids.NewHexId() + ids.NewHexId(),
            LastStatus = TaskStatuses.Pending,
            IsEssential = container.Essential is not false,
            Cpu = (container.Cpu ?? 0).ToString(CultureInfo.InvariantCulture),
            Memory = container.Memory?.ToString(CultureInfo.InvariantCulture),
            MemoryReservation = container.MemoryReservation?.ToString(CultureInfo.InvariantCulture),
            NetworkInterfaces =
            [
                .. launch.Attachments.Select(attachment => new NetworkInterface
                {
                    AttachmentId = attachment.Id,
                    PrivateIpv4Address = attachment
                        .Details?.FirstOrDefault(detail => detail.Name == "privateIPv4Address")
                        ?.Value,
                }),
            ],
            EndpointId = task.IsFargate ? fargateId : ids.NewUuid(),
        };
    }

    private static string PlatformOf(string? asked) => asked is null or "" or "LATEST" ? Platform : asked;

    // A short name stands for a role of the task's account.
    private static string? RoleOf(string? role, string region, string account) =>
        role is not { Length: > 0 } ? null
        : Arn.TryParse(role, out _) ? role
        : Arn.Global(Partitions.OfRegion(region), "iam", account, $"role/{role}").ToString();

    private static string TenDigits(IdSource ids)
    {
        var number = ulong.Parse(ids.NewHexId().AsSpan(0, 15), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (number % 10_000_000_000).ToString("D10", CultureInfo.InvariantCulture);
    }
}
