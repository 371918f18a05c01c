using Lanyard.Access.Admission;
using Lanyard.Policy.Evaluation;
using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Services.Ecs;

/// <summary>The condition values that belong to a task.</summary>
internal static class TaskContext
{
    /// <summary>Condition values of a call about a task.</summary>
    /// <param name="task">The task; null when it is not there or none is meant.</param>
    public static ConditionValues Of(Call call, string? cluster, TaskRecord? task) =>
        [
            new("ecs:cluster", [task?.ClusterArn ?? Clusters.ArnOf(call, Clusters.NameOf(cluster))]),
            .. TagRequirements.ContextOfResource(task?.Tags),
        ];
}
