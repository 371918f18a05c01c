using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lanyard.Containers.Images;
using Lanyard.Containers.Networks;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Tasks.Output;
using Lanyard.Wire;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Startup;

/// <summary>A task that is being started: what it is to be, and what the steps have found out so far.</summary>
internal sealed class StartupPlan(TaskRecord task, TaskDefinition definition)
{
    /// <summary>The record as it was made.</summary>
    public TaskRecord Task => task;

    /// <summary>The definition.</summary>
    public TaskDefinition Definition => definition;

    /// <summary>The containers, in the definition's order.</summary>
    public IReadOnlyList<ContainerPlan> Containers { get; } =
    [
        .. (definition.ContainerDefinitions ?? []).Select(
            (container, i) => new ContainerPlan(EffectiveContainer.Of(container, task.Overrides), task.Containers[i])
        ),
    ];

    /// <summary>Whether the runtime may hold containers of the task.</summary>
    public bool MayHaveContainers { get; set; }

    /// <summary>The task's network; null before it is there and for network mode <c>none</c>.</summary>
    public ITaskNetwork? Network { get; set; }
}

/// <summary>A container that is being started.</summary>
internal sealed class ContainerPlan(ContainerDefinition definition, ContainerRecord record)
{
    /// <summary>The definition with the task's overrides in it.</summary>
    public ContainerDefinition Definition => definition;

    /// <summary>The record as it was made.</summary>
    public ContainerRecord Record => record;

    /// <summary>The name.</summary>
    public string Name => record.Name;

    /// <summary>Values of <c>secrets</c>, by the variable's name.</summary>
    public ConcurrentDictionary<string, Secret> Secrets { get; } = new(StringComparer.Ordinal);

    /// <summary>Values of the log driver's <c>secretOptions</c>, by the option's name.</summary>
    public ConcurrentDictionary<string, Secret> LogSecrets { get; } = new(StringComparer.Ordinal);

    /// <summary>The variables of each environment file, in the files' order.</summary>
    public ImmutableArray<ImmutableArray<KeyValuePair<string, string>>> EnvironmentFiles { get; set; } = [];

    /// <summary>The image; null before it is there.</summary>
    public StoredImage? Image { get; set; }

    /// <summary>Whether output goes to CloudWatch Logs.</summary>
    public bool SendsToAwsLogs => definition.LogConfiguration?.LogDriver == "awslogs";

    /// <summary>Where output goes; null before the options are read, and when it does not go to CloudWatch Logs.</summary>
    public AwsLogsOptions? Logs { get; private set; }

    /// <summary>Reads the options of the log driver.</summary>
    /// <returns>What is wrong with them, in Docker's words; null when nothing is.</returns>
    public string? ReadLogs(TaskRecord task)
    {
        Logs = AwsLogsOptions.TryRead(
            definition.LogConfiguration?.Options ?? new Dictionary<string, string>(StringComparer.Ordinal),
            LogSecrets,
            task.Region,
            task.Id,
            record,
            out var logs,
            out var fault
        )
            ? logs
            : null;
        return Logs is null ? fault : null;
    }

    /// <summary>Reads them again when a task is taken up; where its stream is stands in the record.</summary>
    public void TakeUpLogs(TaskRecord task)
    {
        ReadLogs(task);
        Logs = record.Log is { } destination && Logs is not null ? Logs with { Destination = destination } : Logs;
    }
}
