using Lanyard.Cli.Clients;
using Lanyard.Policy;
using Lanyard.Templates;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Running;

/// <summary>Sees that the roles of task definitions are there, before anything is made.</summary>
internal static class RoleCheck
{
    /// <summary>A fault for each role that is neither planned nor there already.</summary>
    public static async Task<IReadOnlyList<TemplateFault>> FindMissingAsync(
        AwsClient client,
        IReadOnlyList<StackPlan> stacks,
        CancellationToken cancellationToken
    )
    {
        var planned = stacks
            .SelectMany(stack => stack.Plans.Values)
            .Select(plan => plan.RoleName)
            .OfType<string>()
            .ToList();
        var faults = new List<TemplateFault>();
        foreach (var task in stacks.SelectMany(stack => stack.AllTasks))
        {
            foreach (var (property, role) in RolesOf(task))
            {
                var name = Arn.NameOf(role);
                if (!planned.Contains(name, StringComparer.Ordinal))
                {
                    var known = await ExistingAsync(client, cancellationToken);
                    AddFault(faults, task, property, name, [.. planned, .. known]);
                }
            }
        }

        return faults;
    }

    private static IEnumerable<(string Property, string Role)> RolesOf(TaskPlan task)
    {
        if (task.Input.ExecutionRoleArn is { Length: > 0 } execution)
        {
            yield return ("executionRoleArn", execution);
        }

        if (task.Input.TaskRoleArn is { Length: > 0 } role)
        {
            yield return ("taskRoleArn", role);
        }
    }

    private static void AddFault(
        List<TemplateFault> faults,
        TaskPlan task,
        string property,
        string name,
        IReadOnlyList<string> known
    )
    {
        if (known.Contains(name, StringComparer.Ordinal))
        {
            return;
        }

        var other = known.FirstOrDefault(one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase));
        faults.Add(
            new TemplateFault(
                TemplateFaultCode.UnknownRole,
                $"the role `{name}` is not there",
                task.Node.LocationOf(property),
                other is null ? "declare it in the template" : $"there is a role `{other}`: case counts"
            )
        );
    }

    private static async Task<IReadOnlyList<string>> ExistingAsync(
        AwsClient client,
        CancellationToken cancellationToken
    )
    {
        var roles = await client.SendAsync(
            IamModel.ListRoles,
            new ListRolesInput { MaxItems = 1000 },
            cancellationToken
        );
        return [.. (roles.Roles ?? []).Select(role => role.RoleName!)];
    }
}
