using Lanyard.Wire.Errors;

namespace Lanyard.Services.Ecs;

/// <summary>What ECS answers when it does not do what it is asked.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html" />
internal static class EcsErrors
{
    public static AwsException ClusterNotFound() => new("ClusterNotFoundException", "Cluster not found.");

    public static AwsException ClusterHasTasks() =>
        new("ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");

    public static AwsException BadClusterName() =>
        new(
            "InvalidParameterException",
            "Cluster name is not valid. Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed."
        );

    public static AwsException DefinitionNotDescribed() =>
        new("ClientException", "Unable to describe task definition.");

    public static AwsException DefinitionNotFound() => new("ClientException", "TaskDefinition not found.");

    public static AwsException DefinitionInactive() => new("InvalidParameterException", "TaskDefinition is inactive");

    public static AwsException DefinitionNotNamed() => new("ClientException", "Task definition can not be blank.");

    /// <summary>Lanyard's words: on ECS the host is the customer's own.</summary>
    public static AwsException HostRefused(string fault) => new("ClientException", fault);

    public static AwsException RevisionMissing() =>
        new(
            "ClientException",
            "The specified task definition does not have a revision. Specify the revision and try again."
        );

    public static AwsException NetworkConfigurationMissing() =>
        new(
            "InvalidParameterException",
            "Network Configuration must be provided when networkMode 'awsvpc' is specified."
        );

    public static AwsException NetworkConfigurationUnwanted() =>
        new(
            "InvalidParameterException",
            "Network Configuration is not valid for the given networkMode of this task definition."
        );

    public static AwsException SubnetsMissing() => new("InvalidParameterException", "subnets can not be empty.");

    public static AwsException OverrideOfNobody(string name) =>
        new(
            "InvalidParameterException",
            $"Override for container named {name} is not a container in the TaskDefinition."
        );

    public static AwsException OverrideRefused(string fault) => new("InvalidParameterException", fault);

    public static AwsException LaunchTypeUnsupported(string launchType) =>
        new("InvalidParameterException", $"Task definition does not support launch_type {launchType}.");

    public static AwsException UnknownLaunchType(string launchType) =>
        new("InvalidParameterException", $"Launch type {launchType} is not supported.");

    public static AwsException LaunchTypeAndStrategy() =>
        new(
            "InvalidParameterException",
            "Specifying both a launch type and capacity provider strategy is not supported."
        );

    public static AwsException BadCount() => new("InvalidParameterException", "Count should be between 1 and 10.");

    public static AwsException BadPageSize() =>
        new("InvalidParameterException", "MaxResults should be between 1 and 100.");

    public static AwsException StartedByTooLong() =>
        new("InvalidParameterException", "startedBy can be up to 128 characters.");

    public static AwsException TasksEmpty() => new("InvalidParameterException", "Tasks cannot be empty.");

    public static AwsException TaskNotFound() => new("InvalidParameterException", "The referenced task was not found.");

    public static AwsException TokenReused() =>
        new("ConflictException", "The specified client token was already used for a request with other parameters.");
}
