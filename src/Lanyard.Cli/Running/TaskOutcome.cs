using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Running;

/// <summary>Whether a task that has stopped did its work: what its essential containers came to.</summary>
internal static class TaskOutcome
{
    /// <summary>
    /// Whether an essential container ended with 0 and none of them in another way by itself. Those beside the one that
    /// ended first are stopped with the task, by SIGTERM (143) or SIGKILL (137), or were not started yet.
    /// </summary>
    public static bool IsGood(EcsTask task, TaskPlan plan)
    {
        var incidental = plan
            .Input.ContainerDefinitions!.Where(container => container.Essential == false)
            .Select(container => container.Name)
            .ToHashSet(StringComparer.Ordinal);
        var essential = (task.Containers ?? []).Where(container => !incidental.Contains(container.Name)).ToList();
        return task.StopCode == "EssentialContainerExited"
            && essential.Exists(container => container.ExitCode is 0)
            && essential.TrueForAll(container => container is { Reason: null, ExitCode: null or 0 or 137 or 143 });
    }
}
