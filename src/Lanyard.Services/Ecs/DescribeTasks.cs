using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Describes tasks; those that are not there come back as failures.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html" />
internal sealed class DescribeTasks(Clusters clusters, TaskEngine engine)
    : Operation<DescribeTasksInput, DescribeTasksOutput>(EcsModel.DescribeTasks)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DescribeTasksInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcsModel.Service, input);
        return Needs([
            .. ArnsOf(input, call)
                .Select(arn => new Requirement("ecs:DescribeTasks", arn.ToString())
                {
                    Context = TaskContext.Of(call, input.Cluster, engine.Find(arn)),
                }),
        ]);
    }

    public override async ValueTask<DescribeTasksOutput> InvokeAsync(
        DescribeTasksInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        if (input.Tasks is not { Count: > 0 })
        {
            throw EcsErrors.TasksEmpty();
        }

        _ = await clusters.FindOrDefaultAsync(call, input.Cluster, cancellationToken);
        var withTags = input.Include?.Contains("TAGS", StringComparer.Ordinal) == true;
        var tasks = new List<EcsTask>();
        var failures = new List<Failure>();
        foreach (var arn in ArnsOf(input, call))
        {
            if (TaskContext.Find(engine, call, input.Cluster, arn) is { } task)
            {
                tasks.Add(TaskShape.Of(task, withTags));
            }
            else
            {
                failures.Add(new Failure { Arn = arn.ToString(), Reason = "MISSING" });
            }
        }

        return new DescribeTasksOutput { Tasks = tasks, Failures = failures };
    }

    private static List<Arn> ArnsOf(DescribeTasksInput input, Call call) =>
        [.. (input.Tasks ?? []).Select(task => TaskContext.ArnOf(call, input.Cluster, task))];
}
