using Lanyard.Access.Admission;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Lists tasks, running ones unless stopped ones are asked for; a stopped task is listed for about an hour.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html" />
internal sealed class ListTasks(Clusters clusters, TaskEngine engine)
    : Operation<ListTasksInput, string, ListTasksOutput>(EcsModel.ListTasks)
{
    protected override string Find(ListTasksInput input, Call call) => Clusters.NameOf(input.Cluster);

    protected override IEnumerable<Requirement> Require(ListTasksInput input, string subject, Call call) =>
        [new("ecs:ListTasks", "*") { Context = TaskContext.Of(call, subject, task: null) }];

    protected override async ValueTask<ListTasksOutput> InvokeAsync(
        ListTasksInput input,
        string subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var cluster = await clusters.FindOrDefaultAsync(call, subject, cancellationToken);
        var tasks = engine
            .List(call.Account, call.Region, cluster.Name)
            .Where(task => IsWanted(task, input))
            .OrderBy(task => task.TaskArn, StringComparer.Ordinal);
        var (page, next) = Pages.Of(tasks, task => task.TaskArn, input.NextToken, PageSize.Of(input.MaxResults));
        return new ListTasksOutput { TaskArns = [.. page.Select(task => task.TaskArn)], NextToken = next };
    }

    // Nothing is ever on a container instance, and no service starts tasks yet.
    private static bool IsWanted(TaskRecord task, ListTasksInput input) =>
        Is(task.DesiredStatus, input.DesiredStatus ?? "RUNNING")
        && (input.Family is null || Is(task.Family, input.Family))
        && (input.StartedBy is null || Is(task.StartedBy, input.StartedBy))
        && (input.LaunchType is null || Is(task.LaunchType, input.LaunchType))
        && (input.ServiceName is null || Is(task.Group, $"service:{input.ServiceName}"))
        && input.ContainerInstance is null;

    private static bool Is(string? value, string wanted) => value == wanted;
}
