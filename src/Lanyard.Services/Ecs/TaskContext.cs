using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;
using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Services.Ecs;

/// <summary>How calls name tasks, and the condition values that belong to one.</summary>
internal static class TaskContext
{
    /// <summary>The ARN of a task that a caller names by id or by ARN.</summary>
    public static Arn ArnOf(Call call, string? cluster, string task) =>
        Arn.TryParse(task, out var arn) ? arn : call.ArnOf("ecs", $"task/{Clusters.NameOf(cluster)}/{task}");

    /// <summary>Finds a task in the cluster that a call means; null when it is not there, though it may be in another.</summary>
    public static TaskRecord? Find(TaskEngine engine, Call call, string? cluster, Arn task)
    {
        var clusterArn = Clusters.ArnOf(call, Clusters.NameOf(cluster));
        return engine.Find(task) is { } found && found.ClusterArn == clusterArn ? found : null;
    }

    /// <summary>Condition values of a call about a task.</summary>
    /// <param name="task">The task; null when it is not there or none is meant.</param>
    public static ConditionValues Of(Call call, string? cluster, TaskRecord? task) =>
        [
            new("ecs:cluster", [task?.ClusterArn ?? Clusters.ArnOf(call, Clusters.NameOf(cluster))]),
            .. TagRequirements.ContextOfResource(task?.Tags),
        ];
}
