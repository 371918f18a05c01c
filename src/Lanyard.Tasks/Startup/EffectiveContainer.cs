using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Startup;

/// <summary>A container definition with what RunTask overrides in it.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html" />
internal static class EffectiveContainer
{
    /// <summary>The definition that counts.</summary>
    public static ContainerDefinition Of(ContainerDefinition container, TaskOverride? overrides)
    {
        var own = overrides?.ContainerOverrides?.FirstOrDefault(one => one.Name == container.Name);
        return own is null
            ? container
            : container with
            {
                Command = own.Command ?? container.Command,
                Environment = Merge(container.Environment, own.Environment),
                EnvironmentFiles = own.EnvironmentFiles ?? container.EnvironmentFiles,
                Cpu = own.Cpu ?? container.Cpu,
                Memory = own.Memory ?? container.Memory,
                MemoryReservation = own.MemoryReservation ?? container.MemoryReservation,
            };
    }

    private static IReadOnlyList<EcsKeyValuePair>? Merge(
        IReadOnlyList<EcsKeyValuePair>? environment,
        IReadOnlyList<EcsKeyValuePair>? overrides
    )
    {
        if (overrides is not { Count: > 0 })
        {
            return environment;
        }

        var overridden = overrides.Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        return [.. (environment ?? []).Where(variable => !overridden.Contains(variable.Name)), .. overrides];
    }
}
