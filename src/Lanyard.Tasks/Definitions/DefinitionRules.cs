using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Definitions;

/// <summary>What ECS asks of a task definition before it registers it.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html" />
public static class DefinitionRules
{
    private static readonly Func<RegisterTaskDefinitionInput, string?>[] OfTheTask =
    [
        TaskRules.FamilyIsAName,
        TaskRules.HasContainers,
        TaskRules.RolesAreRoles,
        TaskRules.CompatibilitiesAreKnown,
        TaskRules.NetworkModeIsKnown,
        TaskRules.CpuIsASize,
        TaskRules.MemoryIsASize,
        VolumeRules.NamesAreNames,
    ];

    private static readonly Func<RegisterTaskDefinitionInput, ContainerDefinition, string?>[] OfEachContainer =
    [
        ContainerRules.HasAName,
        ContainerRules.NameIsAName,
        ContainerRules.HasAnImage,
        ContainerRules.HasMemoryFromSomewhere,
        ContainerRules.MemoryIsEnough,
        ContainerRules.HardMemoryIsAboveSoft,
        ContainerRules.PortsAreInRange,
        ContainerRules.PortsFitTheNetworkMode,
        ContainerRules.HostnameFitsTheNetworkMode,
        ContainerRules.LinksFitTheNetworkMode,
        ContainerRules.EnvironmentIsNamed,
        ContainerRules.SecretsAreComplete,
        ContainerRules.SecretsAreReferences,
        ContainerRules.SecretsHaveNamesOfTheirOwn,
        ContainerRules.SecretsHaveAnExecutionRole,
        ContainerRules.RegistryCredentialsHaveAnExecutionRole,
        ContainerRules.EnvironmentFilesAreFiles,
        ContainerRules.LogDriverIsKnown,
        ContainerRules.LogDriverHasItsOptions,
        ContainerRules.TimeoutsAreInRange,
        ContainerRules.HealthCheckIsInRange,
        ContainerRules.UlimitsAreKnown,
        ContainerRules.MountsHaveVolumes,
        ContainerRules.MountsHavePaths,
    ];

    private static readonly Func<RegisterTaskDefinitionInput, string?>[] OfTheWhole =
    [
        WholeRules.ContainerNamesAreUnique,
        WholeRules.OneContainerIsEssential,
        WholeRules.VolumesComeFromContainers,
        WholeRules.DependenciesExist,
        WholeRules.DependenciesMayEnd,
        WholeRules.HealthyDependenciesHaveAHealthCheck,
        WholeRules.DependenciesHaveNoCycle,
        WholeRules.CpuFitsTheTask,
        WholeRules.MemoryFitsTheTask,
        VolumeRules.HaveOneKind,
    ];

    private static readonly Func<RegisterTaskDefinitionInput, string?>[] OfFargate =
    [
        FargateRules.NetworkModeIsAwsvpc,
        FargateRules.HasCpu,
        FargateRules.HasMemory,
        FargateRules.SizeIsOffered,
        FargateRules.PidModeIsTask,
        FargateRules.EcrImagesHaveAnExecutionRole,
        FargateRules.AwsLogsHasAnExecutionRole,
        FargateRules.AwsLogsHasAStreamPrefix,
        FargateRules.LogDriverIsOffered,
        FargateRules.IsNotPrivileged,
        FargateRules.CapabilitiesAreOffered,
        FargateRules.TimeoutsAreOffered,
        FargateRules.VolumesAreOffered,
    ];

    /// <summary>Refuses what ECS would refuse, with its words where they are known; the first rule that is broken speaks.</summary>
    /// <exception cref="AwsException"><c>ClientException</c>.</exception>
    public static void Check(RegisterTaskDefinitionInput input)
    {
        if (InOrder(input).FirstOrDefault(fault => fault is not null) is { } fault)
        {
            throw new AwsException("ClientException", fault);
        }
    }

    /// <summary>Whether a definition that is good can run on Fargate, whether or not it says that it has to.</summary>
    public static bool FitsFargate(RegisterTaskDefinitionInput input) =>
        Array.TrueForAll(OfFargate, rule => rule(input) is null);

    // Lazy: a rule may lean on those before it.
    private static IEnumerable<string?> InOrder(RegisterTaskDefinitionInput input)
    {
        foreach (var rule in OfTheTask)
        {
            yield return rule(input);
        }

        foreach (var container in input.ContainerDefinitions ?? [])
        {
            foreach (var rule in OfEachContainer)
            {
                yield return rule(input, container);
            }
        }

        foreach (var rule in OfTheWhole)
        {
            yield return rule(input);
        }

        if (FargateRules.Apply(input))
        {
            foreach (var rule in OfFargate)
            {
                yield return rule(input);
            }
        }
    }
}
