using Lanyard.Policy;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Definitions;

/// <summary>Rules about one container of a task definition. A rule answers what is wrong, or null.</summary>
internal static class ContainerRules
{
    private const int LeastMemoryMiB = 6;
    private const int MostEnvironmentFiles = 10;

    private static readonly string[] LogDrivers =
    [
        "json-file",
        "syslog",
        "journald",
        "gelf",
        "fluentd",
        "awslogs",
        "splunk",
        "awsfirelens",
    ];

    // Of the other drivers no option is known to be required at registration: a fault of theirs shows when the task starts.
    private static readonly Dictionary<string, string[]> RequiredLogOptions = new(StringComparer.Ordinal)
    {
        ["awslogs"] = ["awslogs-region", "awslogs-group"],
        ["splunk"] = ["splunk-token", "splunk-url"],
    };

    private static readonly string[] Ulimits =
    [
        "core",
        "cpu",
        "data",
        "fsize",
        "locks",
        "memlock",
        "msgqueue",
        "nice",
        "nofile",
        "nproc",
        "rss",
        "rtprio",
        "rttime",
        "sigpending",
        "stack",
    ];

    public static string? HasAName(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        container.Name is { Length: > 0 } ? null : "Container.name should not be null or empty.";

    public static string? NameIsAName(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        TaskRules.IsName(container.Name!) ? null : $"Invalid container name '{container.Name}'. {TaskRules.NameAdvice}";

    public static string? HasAnImage(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        container.Image is { Length: > 0 } ? null : "Container.image should not be null or empty.";

    public static string? HasMemoryFromSomewhere(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        task.Memory is not null || container.Memory is > 0 || container.MemoryReservation is > 0
            ? null
            : $"Invalid setting for container '{container.Name}'. At least one of 'memory' or 'memoryReservation' must be specified.";

    public static string? MemoryIsEnough(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        container.Memory is < LeastMemoryMiB
            ? $"Invalid setting for container '{container.Name}'. The minimum value for 'memory' is {LeastMemoryMiB}."
            : null;

    public static string? HardMemoryIsAboveSoft(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        container is { Memory: { } hard, MemoryReservation: { } soft } && hard < soft
            ? $"Invalid setting for container '{container.Name}'. 'memory' must not be less than 'memoryReservation'."
            : null;

    public static string? PortsAreInRange(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        (container.PortMappings ?? []).All(port =>
            port.ContainerPortRange is not null || port.ContainerPort is >= 0 and <= 65535
        )
            ? null
            : $"Invalid 'containerPort' setting for container '{container.Name}'.";

    public static string? PortsFitTheNetworkMode(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        task.NetworkMode switch
        {
            "awsvpc"
            or "host"
                when (container.PortMappings ?? []).Any(port =>
                    port.HostPort is > 0 and var host && host != port.ContainerPort
                ) =>
                $"When networkMode={task.NetworkMode}, the host ports and container ports in port mappings must match.",
            "none" when container.PortMappings is { Count: > 0 } =>
                "Port mappings are not supported when networkMode=none.",
            _ => null,
        };

    public static string? HostnameFitsTheNetworkMode(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        task.NetworkMode == "awsvpc" && container.Hostname is { Length: > 0 }
            ? "hostname is not supported on container when networkMode=awsvpc."
            : null;

    public static string? LinksFitTheNetworkMode(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        task.NetworkMode is not (null or "bridge") && container.Links is { Count: > 0 }
            ? $"Links are not supported when networkMode={task.NetworkMode}."
            : null;

    public static string? EnvironmentIsNamed(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        EnvironmentFault(container.Environment);

    public static string? SecretsAreComplete(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        (container.Secrets ?? []).All(secret => secret is { Name.Length: > 0, ValueFrom.Length: > 0 })
            ? null
            : $"Invalid 'secrets' setting for container '{container.Name}'. Both 'name' and 'valueFrom' must be specified.";

    public static string? SecretsAreReferences(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        (container.Secrets ?? [])
            .Concat(container.LogConfiguration?.SecretOptions ?? [])
            .FirstOrDefault(secret => !SecretValueFrom.IsReference(secret.ValueFrom))
            is { } odd
            ? $"The Systems Manager parameter name specified for secret {odd.Name} is invalid"
            : null;

    public static string? SecretsHaveNamesOfTheirOwn(RegisterTaskDefinitionInput task, ContainerDefinition container)
    {
        var taken = (container.Environment ?? []).Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        return (container.Secrets ?? []).FirstOrDefault(secret => !taken.Add(secret.Name)) is { } shared
            ? "The secret name must be unique and not shared with any new or existing environment variables set on the "
                + $"container, such as '{shared.Name}'."
            : null;
    }

    public static string? SecretsHaveAnExecutionRole(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        task.ExecutionRoleArn is null
        && (container.Secrets is { Count: > 0 } || container.LogConfiguration?.SecretOptions is { Count: > 0 })
            ? "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
            : null;

    public static string? RegistryCredentialsHaveAnExecutionRole(
        RegisterTaskDefinitionInput task,
        ContainerDefinition container
    ) =>
        task.ExecutionRoleArn is null && container.RepositoryCredentials is not null
            ? "Private repository authentication requires that the task definition specify a value for executionRoleArn."
            : null;

    public static string? EnvironmentFilesAreFiles(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        EnvironmentFileFault(container.Name, container.EnvironmentFiles)
        ?? (
            container.EnvironmentFiles is { Count: > 0 } && task.ExecutionRoleArn is null
                ? "When you are specifying environment files, you must also specify a value for 'executionRoleArn'."
                : null
        );

    public static string? LogDriverIsKnown(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        container.LogConfiguration is { } log && !LogDrivers.Contains(log.LogDriver, StringComparer.Ordinal)
            ? $"Invalid log driver '{log.LogDriver}'. Valid values are {string.Join(", ", LogDrivers)}."
            : null;

    /// <summary>The options without which a log driver does not work are there, as themselves or as secrets.</summary>
    /// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html" />
    /// <seealso href="https://github.com/hashicorp/terraform-provider-aws/issues/8596" />
    public static string? LogDriverHasItsOptions(RegisterTaskDefinitionInput task, ContainerDefinition container)
    {
        if (
            container.LogConfiguration is not { LogDriver: { } driver } log
            || !RequiredLogOptions.TryGetValue(driver, out var required)
        )
        {
            return null;
        }

        string[] missing =
        [
            .. required.Where(name =>
                log.Options?.GetValueOrDefault(name) is not { Length: > 0 }
                && log.SecretOptions?.Any(secret => secret.Name == name) != true
            ),
        ];
        return missing.Length == 0 ? null : $"Log driver {driver} requires options: {string.Join(", ", missing)}";
    }

    public static string? TimeoutsAreInRange(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        container.StartTimeout is < 2
            ? $"Invalid 'startTimeout' setting for container '{container.Name}'. The minimum is 2."
        : container.StopTimeout is < 2
            ? $"Invalid 'stopTimeout' setting for container '{container.Name}'. The minimum is 2."
        : null;

    /// <summary>
    /// A health check has a command and sane times. The documentation asks for <c>CMD</c> or <c>CMD-SHELL</c> before the
    /// command; ECS registers without them, and AWS's own templates count on it.
    /// </summary>
    /// <seealso href="https://github.com/aws/aws-cdk/issues/34389" />
    public static string? HealthCheckIsInRange(RegisterTaskDefinitionInput task, ContainerDefinition container)
    {
        var check = container.HealthCheck;
        var isGood =
            check is null
            || (
                check.Command is [{ Length: > 0 }, ..]
                && check.Interval is null or (>= 5 and <= 300)
                && check.Timeout is null or (>= 2 and <= 60)
                && check.Retries is null or (>= 1 and <= 10)
                && check.StartPeriod is null or (>= 0 and <= 300)
            );
        return isGood ? null : $"Invalid 'healthCheck' setting for container '{container.Name}'.";
    }

    public static string? UlimitsAreKnown(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        (container.Ulimits ?? []).FirstOrDefault(limit => !Ulimits.Contains(limit.Name, StringComparer.Ordinal))
            is { } odd
            ? $"Invalid ulimit '{odd.Name}' for container '{container.Name}'."
            : null;

    public static string? MountsHaveVolumes(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        (container.MountPoints ?? []).FirstOrDefault(mount =>
            (task.Volumes ?? []).All(volume => volume.Name != mount.SourceVolume)
        )
            is { } odd
            ? $"Unknown volume '{odd.SourceVolume}'."
            : null;

    public static string? MountsHavePaths(RegisterTaskDefinitionInput task, ContainerDefinition container) =>
        (container.MountPoints ?? []).All(mount => mount.ContainerPath is { Length: > 0 })
            ? null
            : $"Invalid 'mountPoints' setting for container '{container.Name}'. 'containerPath' must be specified.";

    /// <summary>What is wrong with variables, of a definition or an override; null when nothing is.</summary>
    /// <seealso href="https://github.com/thnery/terraform-aws-template/issues/2" />
    internal static string? EnvironmentFault(IReadOnlyList<EcsKeyValuePair>? environment) =>
        (environment ?? []).All(variable => !string.IsNullOrWhiteSpace(variable.Name))
            ? null
            : "Environment variable name cannot be null or blank.";

    /// <summary>What is wrong with environment files, of a definition or an override; null when nothing is.</summary>
    internal static string? EnvironmentFileFault(string? container, IReadOnlyList<EnvironmentFile>? files) =>
        (files ?? []).FirstOrDefault(file => !IsEnvironmentFile(file)) is { } odd
            ? $"Invalid 'environmentFiles' setting for container '{container}': '{odd.Value}' is not the ARN of an "
                + "Amazon S3 object that ends in '.env'."
        : files is { Count: > MostEnvironmentFiles }
            ? $"Invalid 'environmentFiles' setting for container '{container}'. At most {MostEnvironmentFiles} files are allowed."
        : null;

    private static bool IsEnvironmentFile(EnvironmentFile file) =>
        file.Type == "s3"
        && Arn.TryParse(file.Value, out var arn)
        && arn.Service == "s3"
        && arn.Resource.IndexOf('/', StringComparison.Ordinal) > 0
        && arn.Resource.EndsWith(".env", StringComparison.Ordinal);
}
