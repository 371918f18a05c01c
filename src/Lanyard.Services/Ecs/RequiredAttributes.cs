using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>The capabilities that a definition asks of an instance: a list of the features it uses.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html" />
internal static class RequiredAttributes
{
    private const string Capability = "com.amazonaws.ecs.capability.";

    /// <summary>The attributes of a definition, by name.</summary>
    public static IReadOnlyList<EcsAttribute> Of(RegisterTaskDefinitionInput input)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        AddIf(names, input.TaskRoleArn is not null, $"{Capability}task-iam-role");
        AddIf(names, input.NetworkMode == "awsvpc", "ecs.capability.task-eni");
        AddIf(
            names,
            input.PidMode is not null || input.IpcMode is not null,
            "ecs.capability.pid-ipc-namespace-sharing"
        );
        foreach (var container in input.ContainerDefinitions!)
        {
            Add(names, container, input.ExecutionRoleArn is not null);
        }

        return [.. names.Select(name => new EcsAttribute { Name = name })];
    }

    private static void Add(SortedSet<string> names, ContainerDefinition container, bool hasExecutionRole)
    {
        var isFromEcr = container.Image?.Contains(".dkr.ecr.", StringComparison.Ordinal) == true;
        AddIf(names, isFromEcr, $"{Capability}ecr-auth");
        AddIf(names, isFromEcr && hasExecutionRole, "ecs.capability.execution-role-ecr-pull");
        if (container.LogConfiguration?.LogDriver is { } driver)
        {
            names.Add($"{Capability}logging-driver.{driver}");
            AddIf(names, driver == "awslogs" && hasExecutionRole, "ecs.capability.execution-role-awslogs");
        }

        foreach (var secret in container.Secrets ?? [])
        {
            var isSecret = secret.ValueFrom?.Contains(":secretsmanager:", StringComparison.Ordinal) == true;
            names.Add($"ecs.capability.secrets.{(isSecret ? "asm" : "ssm")}.environment-variables");
        }

        AddIf(names, container.EnvironmentFiles is { Count: > 0 }, "ecs.capability.env-files.s3");
        AddIf(names, container.DependsOn is { Count: > 0 }, "ecs.capability.container-ordering");
        AddIf(names, container.HealthCheck is not null, "ecs.capability.container-health-check");
        AddIf(names, container.Privileged == true, $"{Capability}privileged-container");
        AddIf(
            names,
            container.RepositoryCredentials is not null,
            "ecs.capability.private-registry-authentication.secretsmanager"
        );
    }

    private static void AddIf(SortedSet<string> names, bool isUsed, string name)
    {
        if (isUsed)
        {
            names.Add(name);
        }
    }
}
