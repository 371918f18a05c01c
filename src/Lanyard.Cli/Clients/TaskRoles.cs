using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Clients;

/// <summary>The two roles of a task: of its definition, unless it was started with others.</summary>
/// <param name="ExecutionRoleArn">The role that ECS itself acts as; null when there is none.</param>
/// <param name="TaskRoleArn">The role that the program acts as; null when there is none.</param>
internal sealed record TaskRoles(string? ExecutionRoleArn, string? TaskRoleArn)
{
    /// <summary>Looks them up.</summary>
    public static async Task<TaskRoles> OfAsync(AwsClient client, EcsTask task, CancellationToken cancellationToken)
    {
        var described = await client.SendAsync(
            EcsModel.DescribeTaskDefinition,
            new DescribeTaskDefinitionInput { TaskDefinition = task.TaskDefinitionArn },
            cancellationToken
        );
        var definition = described.TaskDefinition!;
        return new TaskRoles(
            task.Overrides?.ExecutionRoleArn ?? definition.ExecutionRoleArn,
            task.Overrides?.TaskRoleArn ?? definition.TaskRoleArn
        );
    }
}
