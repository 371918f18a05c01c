using System.Globalization;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Startup;

/// <summary>The labels that the ECS agent puts on containers, over those of the definition.</summary>
internal static class ContainerLabels
{
    /// <summary>The label by which a task's containers are found again.</summary>
    public const string TaskArn = "com.amazonaws.ecs.task-arn";

    /// <summary>All labels of a container.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(
        TaskRecord task,
        TaskDefinition definition,
        string name
    ) =>
        [
            new(TaskArn, task.TaskArn),
            new("com.amazonaws.ecs.container-name", name),
            new("com.amazonaws.ecs.task-definition-family", task.Family),
            new(
                "com.amazonaws.ecs.task-definition-version",
                definition.Revision?.ToString(CultureInfo.InvariantCulture) ?? ""
            ),
            new("com.amazonaws.ecs.cluster", task.IsFargate ? task.ClusterArn : task.ClusterName),
        ];
}
