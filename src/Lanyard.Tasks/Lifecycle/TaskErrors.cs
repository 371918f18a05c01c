using Lanyard.Wire.Errors;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>What starting a task answers at once, in ECS's words.</summary>
public static class TaskErrors
{
    /// <summary>A role is not there, or its trust policy refuses <c>ecs-tasks.amazonaws.com</c>.</summary>
    public static AwsException RoleNotAssumed(string roleArn) =>
        new(
            "ClientException",
            $"ECS was unable to assume the role '{roleArn}' that was provided for this task. Please verify that the role "
                + "being passed has the proper trust relationship and permissions and that your IAM user has permissions "
                + "to pass this role."
        );
}
