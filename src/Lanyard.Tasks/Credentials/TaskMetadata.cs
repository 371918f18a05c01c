using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Lanyard.Policy;
using Lanyard.Tasks.Definitions;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Tasks.Startup;
using Lanyard.Wire;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Credentials;

/// <summary>What the metadata endpoint, version 4, tells a container about itself and its task.</summary>
/// <remarks>An endpoint id answers only on the link of its own task.</remarks>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html" />
public sealed class TaskMetadata
{
    private readonly Func<Arn, TaskRecord?> _find;
    private readonly TaskDefinitions _definitions;

    internal TaskMetadata(Func<Arn, TaskRecord?> find, TaskDefinitions definitions)
    {
        _find = find;
        _definitions = definitions;
    }

    /// <summary>The container document; null when no container of this task has the endpoint id.</summary>
    /// <param name="taskArn">The task on whose link the request came.</param>
    /// <param name="endpointId">The id in the path.</param>
    public ReadOnlyMemory<byte>? Container(Arn taskArn, string endpointId) =>
        Find(taskArn, endpointId) is var (task, container)
            ? Write(json => WriteContainer(json, task, container, DefinitionOf(task)))
            : default(ReadOnlyMemory<byte>?);

    /// <summary>The task document; null when no container of this task has the endpoint id.</summary>
    /// <inheritdoc cref="Container" />
    public ReadOnlyMemory<byte>? Task(Arn taskArn, string endpointId) =>
        Find(taskArn, endpointId) is var (task, _)
            ? Write(json => WriteTask(json, task, DefinitionOf(task)))
            : default(ReadOnlyMemory<byte>?);

    private (TaskRecord Task, ContainerRecord Container)? Find(Arn taskArn, string endpointId) =>
        _find(taskArn) is { } task
        && task.Containers.FirstOrDefault(one => one.EndpointId == endpointId) is { } container
            ? (task, container)
            : null;

    private TaskDefinition? DefinitionOf(TaskRecord task) =>
        _definitions.Find(AccountId.Parse(task.Account), task.Region, task.TaskDefinitionArn)?.Definition;

    private static void WriteTask(Utf8JsonWriter json, TaskRecord task, TaskDefinition? definition)
    {
        json.WriteStartObject();
        json.WriteString("Cluster"u8, task.IsFargate ? task.ClusterArn : task.ClusterName);
        json.WriteString("TaskARN"u8, task.TaskArn);
        json.WriteString("Family"u8, task.Family);
        json.WriteString("Revision"u8, task.TaskDefinitionArn[(task.TaskDefinitionArn.LastIndexOf(':') + 1)..]);
        json.WriteString("DesiredStatus"u8, task.DesiredStatus);
        json.WriteString("KnownStatus"u8, KnownStatusOf(task));
        json.WriteStartArray("Containers"u8);
        foreach (var container in task.Containers)
        {
            WriteContainer(json, task, container, definition);
        }

        json.WriteEndArray();
        WriteTaskLimits(json, task);
        WriteTime(json, "PullStartedAt"u8, task.PullStartedAt);
        WriteTime(json, "PullStoppedAt"u8, task.PullStoppedAt);
        WriteTime(json, "ExecutionStoppedAt"u8, task.ExecutionStoppedAt);
        json.WriteString("AvailabilityZone"u8, $"{task.Region}a");
        json.WriteString("LaunchType"u8, task.LaunchType);
        json.WriteBoolean("FaultInjectionEnabled"u8, definition?.EnableFaultInjection is true);
        json.WriteEndObject();
    }

    private static void WriteTaskLimits(Utf8JsonWriter json, TaskRecord task)
    {
        var (cpu, memory) = (TaskSize.CpuUnits(task.Cpu), TaskSize.MemoryMiB(task.Memory));
        if (cpu is null && memory is null)
        {
            return;
        }

        json.WriteStartObject("Limits"u8);
        if (cpu is not null)
        {
            json.WriteNumber("CPU"u8, cpu.Value / 1024.0);
        }

        if (memory is not null)
        {
            json.WriteNumber("Memory"u8, memory.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteContainer(
        Utf8JsonWriter json,
        TaskRecord task,
        ContainerRecord container,
        TaskDefinition? definition
    )
    {
        json.WriteStartObject();
        json.WriteString("DockerId"u8, container.RuntimeId);
        json.WriteString("Name"u8, container.Name);
        json.WriteString("DockerName"u8, task.IsFargate ? container.Name : $"ecs-{task.Family}-{container.Name}");
        json.WriteString("Image"u8, container.Image);
        json.WriteString("ImageID"u8, container.ImageId ?? "");
        WriteLabels(json, task, container, definition);
        json.WriteString("DesiredStatus"u8, task.DesiredStatus);
        json.WriteString("KnownStatus"u8, KnownStatusOf(container));
        if (container.ExitCode is { } exitCode)
        {
            json.WriteNumber("ExitCode"u8, exitCode);
        }

        json.WriteStartObject("Limits"u8);
        json.WriteNumber("CPU"u8, Math.Max(2, Number(container.Cpu)));
        json.WriteNumber("Memory"u8, Number(container.Memory));
        json.WriteEndObject();
        WriteTime(json, "CreatedAt"u8, container.CreatedAt);
        WriteTime(json, "StartedAt"u8, container.StartedAt);
        WriteTime(json, "FinishedAt"u8, container.FinishedAt);
        json.WriteString("Type"u8, "NORMAL"u8);
        WriteNetworks(json, container, definition);
        WriteLog(json, container);
        json.WriteString("ContainerARN"u8, container.Arn);
        json.WriteEndObject();
    }

    private static void WriteLabels(
        Utf8JsonWriter json,
        TaskRecord task,
        ContainerRecord container,
        TaskDefinition? definition
    )
    {
        json.WriteStartObject("Labels"u8);
        foreach (var (name, value) in ContainerLabels.Of(task, definition ?? new TaskDefinition(), container.Name))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteNetworks(Utf8JsonWriter json, ContainerRecord container, TaskDefinition? definition)
    {
        json.WriteStartArray("Networks"u8);
        json.WriteStartObject();
        json.WriteString("NetworkMode"u8, definition?.NetworkMode ?? "bridge");
        json.WriteStartArray("IPv4Addresses"u8);
        foreach (var address in container.NetworkInterfaces.Select(one => one.PrivateIpv4Address).OfType<string>())
        {
            json.WriteStringValue(address);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteLog(Utf8JsonWriter json, ContainerRecord container)
    {
        if (container.Log is not { } log)
        {
            return;
        }

        json.WriteString("LogDriver"u8, "awslogs"u8);
        json.WriteStartObject("LogOptions"u8);
        json.WriteString("awslogs-group"u8, log.Group);
        json.WriteString("awslogs-region"u8, log.Region);
        json.WriteString("awslogs-stream"u8, log.Stream);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } instant)
        {
            json.WriteString(name, Iso8601.Ticks(instant));
        }
    }

    // The agent's words: a container that is made but not started is CREATED.
    private static string KnownStatusOf(ContainerRecord container) =>
        container switch
        {
            { LastStatus: TaskStatuses.Pending, CreatedAt: not null } => "CREATED",
            { LastStatus: TaskStatuses.Pending, ImageId: not null } => "PULLED",
            { LastStatus: TaskStatuses.Pending } => "NONE",
            _ => container.LastStatus,
        };

    // Of the task the agent knows what its least advanced container is.
    private static string KnownStatusOf(TaskRecord task) =>
        task.LastStatus switch
        {
            TaskStatuses.Provisioning or TaskStatuses.Pending or TaskStatuses.Activating => "NONE",
            TaskStatuses.Stopped => "STOPPED",
            _ => "RUNNING",
        };

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> document)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(buffer);
        document(json);
        json.Flush();
        return buffer.WrittenMemory;
    }
}
