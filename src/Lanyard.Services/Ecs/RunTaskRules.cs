using Lanyard.Tasks.Definitions;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>What ECS asks of a RunTask call before it starts anything; the first rule that is broken speaks.</summary>
internal static class RunTaskRules
{
    private const int MostTasks = 10;
    private const int LongestStartedBy = 128;

    /// <summary>Checks a call against the definition it runs.</summary>
    /// <returns>The launch type: one of <see cref="LaunchTypes" />.</returns>
    /// <exception cref="Wire.Errors.AwsException">The call is not valid.</exception>
    public static string Check(RunTaskInput input, TaskDefinitionRecord definition)
    {
        if (!definition.IsActive)
        {
            throw EcsErrors.DefinitionInactive();
        }

        if (input.Count is < 1 or > MostTasks)
        {
            throw EcsErrors.BadCount();
        }

        if (input.StartedBy?.Length > LongestStartedBy)
        {
            throw EcsErrors.StartedByTooLong();
        }

        CheckNetwork(input, definition.Definition);
        CheckOverrides(input, definition.Definition);
        return LaunchTypeOf(input, definition.Definition);
    }

    private static void CheckNetwork(RunTaskInput input, TaskDefinition definition)
    {
        var isAwsvpc = definition.NetworkMode == "awsvpc";
        var configuration = input.NetworkConfiguration?.AwsvpcConfiguration;
        if (isAwsvpc && configuration is null)
        {
            throw EcsErrors.NetworkConfigurationMissing();
        }

        if (!isAwsvpc && configuration is not null)
        {
            throw EcsErrors.NetworkConfigurationUnwanted();
        }

        if (configuration is { Subnets: not { Count: > 0 } })
        {
            throw EcsErrors.SubnetsMissing();
        }
    }

    private static void CheckOverrides(RunTaskInput input, TaskDefinition definition)
    {
        var names = definition
            .ContainerDefinitions!.Select(container => container.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var container in input.Overrides?.ContainerOverrides ?? [])
        {
            if (!names.Contains(container.Name))
            {
                throw EcsErrors.OverrideOfNobody(container.Name ?? "");
            }

            if (OverrideRules.FaultIn(container) is { } fault)
            {
                throw EcsErrors.OverrideRefused(fault);
            }
        }
    }

    // Without a launch type ECS means EC2; a definition for Fargate alone can only mean Fargate here.
    private static string LaunchTypeOf(RunTaskInput input, TaskDefinition definition)
    {
        if (input.LaunchType is not null && input.CapacityProviderStrategy is { Count: > 0 })
        {
            throw EcsErrors.LaunchTypeAndStrategy();
        }

        var compatibilities = definition.Compatibilities ?? [];
        var required = definition.RequiresCompatibilities ?? [];
        var launchType =
            input.LaunchType
            ?? (
                input.CapacityProviderStrategy is { Count: > 0 } strategy
                    && strategy[0].CapacityProvider?.StartsWith("FARGATE", StringComparison.Ordinal) == true
                || required is [LaunchTypes.Fargate]
                    ? LaunchTypes.Fargate
                    : LaunchTypes.Ec2
            );
        return launchType switch
        {
            not (LaunchTypes.Fargate or LaunchTypes.Ec2 or LaunchTypes.External) => throw EcsErrors.UnknownLaunchType(
                launchType
            ),
            LaunchTypes.Fargate when !compatibilities.Contains(launchType, StringComparer.Ordinal) =>
                throw EcsErrors.LaunchTypeUnsupported(launchType),
            _ => launchType,
        };
    }
}
