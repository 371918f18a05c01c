using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Services.Ecs;

/// <summary>A task that a caller names, as it was found.</summary>
/// <param name="Arn">The ARN that the name stands for.</param>
/// <param name="Record">The task, in whatever cluster it is; null when there is none.</param>
internal sealed record NamedTask(Arn Arn, TaskRecord? Record)
{
    /// <summary>Finds a task by id or by ARN.</summary>
    /// <param name="cluster">The cluster that an id is in, as the caller gives it; null for the default one.</param>
    public static NamedTask Find(TaskEngine engine, Call call, string? cluster, string task)
    {
        var arn = Arn.TryParse(task, out var given)
            ? given
            : call.ArnOf("ecs", $"task/{Clusters.NameOf(cluster)}/{task}");
        return new NamedTask(arn, engine.Find(arn));
    }

    /// <summary>The task, if it is in the cluster that a call means; it may be in another.</summary>
    public TaskRecord? In(Call call, string? cluster) =>
        Record?.ClusterArn == Clusters.ArnOf(call, Clusters.NameOf(cluster)) ? Record : null;

    /// <summary>An action on the task.</summary>
    public Requirement Needs(string action, Call call, string? cluster) =>
        new(action, Arn.ToString()) { Context = TaskContext.Of(call, cluster, Record) };
}
