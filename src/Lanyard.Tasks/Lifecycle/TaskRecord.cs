using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lanyard.Policy;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>A task as stored.</summary>
public sealed record TaskRecord : IRecord
{
    internal static readonly Collection<TaskRecord> Collection = new("ecs.tasks", () => TasksJson.Default.TaskRecord);

    /// <summary>Thirty-two hexadecimal digits; also the session name of both roles.</summary>
    public required string Id { get; init; }

    /// <summary>The twelve digits of the account.</summary>
    public required string Account { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary><c>arn:aws:ecs:REGION:ACCOUNT:task/CLUSTER/ID</c>.</summary>
    public required string TaskArn { get; init; }

    /// <summary>The cluster's ARN.</summary>
    public required string ClusterArn { get; init; }

    /// <summary>The definition's ARN, revision included.</summary>
    public required string TaskDefinitionArn { get; init; }

    /// <summary>One of <see cref="LaunchTypes" />.</summary>
    public required string LaunchType { get; init; }

    /// <summary>As in <c>1.4.0</c>; null but on Fargate.</summary>
    public string? PlatformVersion { get; init; }

    /// <summary>As in <c>Linux</c>; null but on Fargate.</summary>
    public string? PlatformFamily { get; init; }

    /// <summary>The task's CPU units as text, of the definition or its override; null when neither says.</summary>
    public string? Cpu { get; init; }

    /// <summary>The task's MiB of memory as text, of the definition or its override; null when neither says.</summary>
    public string? Memory { get; init; }

    /// <summary>One of <see cref="TaskStatuses" />.</summary>
    public required string LastStatus { get; init; }

    /// <summary><c>RUNNING</c> or <c>STOPPED</c>.</summary>
    public required string DesiredStatus { get; init; }

    /// <summary>One of <see cref="StopCodes" />; null while nothing has stopped the task.</summary>
    public string? StopCode { get; init; }

    /// <summary>Why it stopped, in ECS's words; null while nothing has stopped the task.</summary>
    public string? StoppedReason { get; init; }

    /// <summary>When RunTask made it, in UTC, as are all times.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its network was there.</summary>
    public DateTimeOffset? ConnectivityAt { get; init; }

    /// <summary>When the first image was asked for.</summary>
    public DateTimeOffset? PullStartedAt { get; init; }

    /// <summary>When the last image was there.</summary>
    public DateTimeOffset? PullStoppedAt { get; init; }

    /// <summary>When every container had started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it began to stop.</summary>
    public DateTimeOffset? StoppingAt { get; init; }

    /// <summary>When the last container had ended.</summary>
    public DateTimeOffset? ExecutionStoppedAt { get; init; }

    /// <summary>When it was STOPPED.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>The containers, in the definition's order.</summary>
    public required ImmutableArray<ContainerRecord> Containers { get; init; }

    /// <summary>The overrides as given; null when there were none.</summary>
    public TaskOverride? Overrides { get; init; }

    /// <summary>The task role in force, of the definition or its override; null for none.</summary>
    public string? TaskRoleArn { get; init; }

    /// <summary>The task execution role in force, of the definition or its override; null for none.</summary>
    public string? ExecutionRoleArn { get; init; }

    /// <summary>Free text of whoever started it.</summary>
    public string? StartedBy { get; init; }

    /// <summary>As in <c>family:NAME</c>.</summary>
    public string? Group { get; init; }

    /// <summary>The network configuration as given.</summary>
    public NetworkConfiguration? NetworkConfiguration { get; init; }

    /// <summary>Network interfaces; empty but for awsvpc.</summary>
    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    /// <summary>Tags; usually empty.</summary>
    public ImmutableArray<Tag> Tags { get; init; } = [];

    /// <summary>Whether ECS Exec was asked for.</summary>
    public bool EnableExecuteCommand { get; init; }

    /// <summary>1, and one more at each change.</summary>
    public required long Version { get; init; }

    /// <summary>The unguessable id under which its containers get the task role's credentials; null without a task role.</summary>
    public string? CredentialsId { get; init; }

    /// <summary>The key ids of the sessions in use, for taking the task up again.</summary>
    public string? TaskSessionKeyId { get; init; }

    /// <inheritdoc cref="TaskSessionKeyId" />
    public string? ExecutionSessionKeyId { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public string Key => TaskArn;

    /// <summary>The ARN.</summary>
    [JsonIgnore]
    public Arn Arn => Arn.Parse(TaskArn);

    /// <summary>Whether failures are told in Fargate's words.</summary>
    [JsonIgnore]
    public bool IsFargate => LaunchType == LaunchTypes.Fargate;

    /// <summary>Whether it has stopped for good.</summary>
    [JsonIgnore]
    public bool IsStopped => LastStatus == TaskStatuses.Stopped;

    /// <summary>The cluster's name.</summary>
    [JsonIgnore]
    public string ClusterName => Arn.NameOf(ClusterArn);

    /// <summary>The definition's family.</summary>
    [JsonIgnore]
    public string Family
    {
        get
        {
            var name = Arn.NameOf(TaskDefinitionArn);
            return name[..name.LastIndexOf(':')];
        }
    }
}

/// <summary>A container of a task as stored.</summary>
public sealed record ContainerRecord
{
    /// <summary>Its name in the definition.</summary>
    public required string Name { get; init; }

    /// <summary><c>arn:aws:ecs:REGION:ACCOUNT:container/CLUSTER/TASK/UUID</c>.</summary>
    public required string Arn { get; init; }

    /// <summary>The image as the definition names it.</summary>
    public required string Image { get; init; }

    /// <summary>The digest of the manifest that ran; null before it was pulled.</summary>
    public string? ImageDigest { get; init; }

    /// <summary>The digest of the image's config (Docker's image id); null before it was pulled.</summary>
    public string? ImageId { get; init; }

    /// <summary>The id in the runtime; ECS shows it once the container is made (<see cref="CreatedAt" />).</summary>
    public required string RuntimeId { get; init; }

    /// <summary><c>PENDING</c>, <c>RUNNING</c> or <c>STOPPED</c>.</summary>
    public required string LastStatus { get; init; }

    /// <summary>How it ended; null while it has not, and when it never started.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Why it failed, as in <c>OutOfMemoryError: …</c>; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the task stops with it.</summary>
    public bool IsEssential { get; init; } = true;

    /// <summary>CPU units as text.</summary>
    public string? Cpu { get; init; }

    /// <summary>Hard limit in MiB as text; null for none.</summary>
    public string? Memory { get; init; }

    /// <summary>Soft limit in MiB as text; null for none.</summary>
    public string? MemoryReservation { get; init; }

    /// <summary>Network interfaces; one on awsvpc.</summary>
    public ImmutableArray<NetworkInterface> NetworkInterfaces { get; init; } = [];

    /// <summary>The id in the container's metadata URI.</summary>
    public required string EndpointId { get; init; }

    /// <summary>Where its output goes; null when it is not sent to CloudWatch Logs.</summary>
    public LogDestination? Log { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When its command was started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>A stream of CloudWatch Logs.</summary>
/// <param name="Region">The region of the group.</param>
/// <param name="Group">The group's name.</param>
/// <param name="Stream">The stream's name.</param>
public sealed record LogDestination(string Region, string Group, string Stream);
