using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Definitions;

/// <summary>What a RunTask call may put in the place of what a definition says: the rules of the definition.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html" />
public static class OverrideRules
{
    /// <summary>What is wrong with an override, in ECS's words where they are known; null when nothing is.</summary>
    public static string? FaultIn(ContainerOverride container) =>
        ContainerRules.EnvironmentFault(container.Environment)
        ?? ContainerRules.EnvironmentFileFault(container.Name, container.EnvironmentFiles);
}
