using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Definitions;

/// <summary>Rules about how the containers of a task definition fit together. A rule answers what is wrong, or null.</summary>
internal static class WholeRules
{
    public static string? ContainerNamesAreUnique(RegisterTaskDefinitionInput input)
    {
        var taken = new HashSet<string?>(StringComparer.Ordinal);
        return input.ContainerDefinitions!.FirstOrDefault(container => !taken.Add(container.Name)) is { } twin
            ? $"The container name '{twin.Name}' is used more than once. Container names must be unique in a task definition."
            : null;
    }

    public static string? OneContainerIsEssential(RegisterTaskDefinitionInput input) =>
        input.ContainerDefinitions!.Any(container => container.Essential is not false)
            ? null
            : "A task definition must have at least one essential container.";

    /// <summary>Volumes are taken from containers of the same definition.</summary>
    /// <seealso href="https://github.com/eagletmt/hako/pull/54" />
    public static string? VolumesComeFromContainers(RegisterTaskDefinitionInput input) =>
        input
            .ContainerDefinitions!.SelectMany(container => container.VolumesFrom ?? [])
            .FirstOrDefault(from =>
                input.ContainerDefinitions!.All(container => container.Name != from.SourceContainer)
            )
            is { } odd
            ? $"Invalid 'volumesFrom' setting. Unknown container: '{odd.SourceContainer}'."
            : null;

    public static string? DependenciesExist(RegisterTaskDefinitionInput input) =>
        Dependencies(input)
            .Where(one =>
                one.Target is null || one.Dependency.Condition is not ("START" or "COMPLETE" or "SUCCESS" or "HEALTHY")
            )
            .Select(one =>
                one.Target is null
                    ? $"Container '{one.Container.Name}' depends on unknown container '{one.Dependency.ContainerName}'."
                    : $"Invalid dependency condition '{one.Dependency.Condition}' for container '{one.Container.Name}'."
            )
            .FirstOrDefault();

    public static string? DependenciesMayEnd(RegisterTaskDefinitionInput input) =>
        Dependencies(input)
            .Any(one => one.Dependency.Condition is "SUCCESS" or "COMPLETE" && one.Target!.Essential is not false)
            ? "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container"
            : null;

    public static string? HealthyDependenciesHaveAHealthCheck(RegisterTaskDefinitionInput input) =>
        Dependencies(input)
            .Where(one => one.Dependency.Condition == "HEALTHY" && one.Target!.HealthCheck is null)
            .Select(one =>
                $"Container '{one.Dependency.ContainerName}' must have a health check since container "
                + $"'{one.Container.Name}' depends on it with condition HEALTHY."
            )
            .FirstOrDefault();

    public static string? DependenciesHaveNoCycle(RegisterTaskDefinitionInput input)
    {
        var left = input.ContainerDefinitions!.ToList();
        // What depends on nothing that is left can go; a rest that never gets smaller is a cycle.
        while (
            left.RemoveAll(container =>
                (container.DependsOn ?? []).All(dependency =>
                    left.TrueForAll(other => other.Name != dependency.ContainerName)
                )
            ) > 0
        ) { }

        return left.Count == 0
            ? null
            : $"Cycle found in container dependencies: {string.Join(", ", left.Select(container => container.Name))}.";
    }

    public static string? CpuFitsTheTask(RegisterTaskDefinitionInput input) =>
        TaskSize.CpuUnits(input.Cpu) is { } cpu
        && input.ContainerDefinitions!.Sum(container => container.Cpu ?? 0) > cpu
            ? "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'."
            : null;

    public static string? MemoryFitsTheTask(RegisterTaskDefinitionInput input)
    {
        if (TaskSize.MemoryMiB(input.Memory) is not { } memory)
        {
            return null;
        }

        return input.ContainerDefinitions!.Sum(container => container.MemoryReservation ?? 0) > memory
                ? "The sum of all container 'memoryReservation' values cannot be greater than the value of the task 'memory'."
            : input.ContainerDefinitions!.Any(container => container.Memory > memory)
                ? "The value of a container 'memory' cannot be greater than the value of the task 'memory'."
            : null;
    }

    private static IEnumerable<(
        ContainerDefinition Container,
        ContainerDependency Dependency,
        ContainerDefinition? Target
    )> Dependencies(RegisterTaskDefinitionInput input) =>
        from container in input.ContainerDefinitions
        from dependency in container.DependsOn ?? []
        select (
            container,
            dependency,
            input.ContainerDefinitions!.FirstOrDefault(other => other.Name == dependency.ContainerName)
        );
}
