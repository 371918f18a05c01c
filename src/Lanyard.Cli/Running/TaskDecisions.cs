using Lanyard.Policy;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Running;

/// <summary>Which decisions are about the tasks of a run. Others may run tasks under the same roles, so the task decides.</summary>
internal sealed class TaskDecisions
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _tasks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refusedRoles = new(StringComparer.Ordinal);

    /// <summary>Adds a task that was started.</summary>
    public void Add(EcsTask task)
    {
        lock (_gate)
        {
            _tasks.Add(task.TaskArn!);
        }
    }

    /// <summary>Adds a task that was not started: nobody tells its ARN, but its role was refused to ECS.</summary>
    public void AddRefused(TaskPlan plan)
    {
        lock (_gate)
        {
            _refusedRoles.UnionWith(
                new[] { plan.Input.ExecutionRoleArn, plan.Input.TaskRoleArn }.OfType<string>().Select(NameOf)
            );
        }
    }

    /// <summary>Whether a decision is about a task of the run, as far as is known now.</summary>
    public bool Has(DecisionEntry decision)
    {
        if (decision is not { TaskArn: { } task, TaskRole: not null })
        {
            return false;
        }

        lock (_gate)
        {
            if (
                decision is { Allowed: false, CallerType: "Service", Requirements: [{ Resource: { } role }, ..] }
                && _refusedRoles.Contains(NameOf(role))
            )
            {
                _tasks.Add(task);
            }

            return _tasks.Contains(task);
        }
    }

    private static string NameOf(string role) => Arn.NameOf(role);
}
