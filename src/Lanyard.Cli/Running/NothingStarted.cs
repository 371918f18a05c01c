namespace Lanyard.Cli.Running;

/// <summary>Why a run started no task, though it was asked to run what its input declares.</summary>
/// <param name="Why">The reason.</param>
/// <param name="NextStep">The one thing to do next.</param>
internal sealed record NothingStarted(string Why, string NextStep)
{
    private const string ServiceType = "AWS::ECS::Service";

    /// <summary>The reason when the input has no task that is to be run; null when it has one.</summary>
    public static NothingStarted? In(IReadOnlyList<StackPlan> stacks)
    {
        if (StackPlan.TasksOf(stacks).Count > 0)
        {
            return null;
        }

        var services = stacks
            .SelectMany(stack => stack.NotMade)
            .Where(resource => resource.Type == ServiceType)
            .Select(resource => resource.LogicalId)
            .ToList();
        return services.Count == 0
            ? new NothingStarted(
                "nothing declares a task",
                "declare an AWS::ECS::TaskDefinition, or give the file of one as well"
            )
            : new NothingStarted(
                $"services are not run yet ({string.Join(", ", services)}), and nothing else declares a task",
                "leave the service out of the template: a task definition that no service uses is run once"
            );
    }
}
