using Lanyard.Policy;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>What one task is to be, once the API has found it good.</summary>
public sealed record TaskLaunch
{
    /// <summary>The account in which it runs.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The region in which it runs.</summary>
    public required string Region { get; init; }

    /// <summary>The cluster's name.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The revision to run.</summary>
    public required TaskDefinitionRecord Definition { get; init; }

    /// <summary>One of <see cref="LaunchTypes" />.</summary>
    public required string LaunchType { get; init; }

    /// <summary>As in <c>1.4.0</c> or <c>LATEST</c>; only Fargate's counts.</summary>
    public string? PlatformVersion { get; init; }

    /// <summary>What differs from the definition.</summary>
    public TaskOverride? Overrides { get; init; }

    /// <summary>The task's group; null stands for <c>family:NAME</c>.</summary>
    public string? Group { get; init; }

    /// <summary>Free text of whoever starts it.</summary>
    public string? StartedBy { get; init; }

    /// <summary>As given.</summary>
    public NetworkConfiguration? NetworkConfiguration { get; init; }

    /// <summary>The network interfaces of awsvpc; their status follows the task.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Whether ECS Exec was asked for.</summary>
    public bool EnableExecuteCommand { get; init; }
}
