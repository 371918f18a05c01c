using Lanyard.Access.Admission;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Describes tasks; those that are not there come back as failures.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html" />
internal sealed class DescribeTasks(Clusters clusters, TaskEngine engine)
    : Operation<DescribeTasksInput, IReadOnlyList<NamedTask>, DescribeTasksOutput>(EcsModel.DescribeTasks)
{
    protected override IReadOnlyList<NamedTask> Find(DescribeTasksInput input, Call call) =>
        input.Tasks is { Count: > 0 } tasks
            ? [.. tasks.Select(task => NamedTask.Find(engine, call, input.Cluster, task))]
            : throw EcsErrors.TasksEmpty();

    protected override IEnumerable<Requirement> Require(
        DescribeTasksInput input,
        IReadOnlyList<NamedTask> subject,
        Call call
    ) => subject.Select(task => task.Needs("ecs:DescribeTasks", call, input.Cluster));

    protected override async ValueTask<DescribeTasksOutput> InvokeAsync(
        DescribeTasksInput input,
        IReadOnlyList<NamedTask> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        _ = await clusters.FindOrDefaultAsync(call, input.Cluster, cancellationToken);
        var withTags = input.Include?.Contains("TAGS", StringComparer.Ordinal) == true;
        var (found, missing) = (new List<EcsTask>(), new List<Failure>());
        foreach (var task in subject)
        {
            if (task.In(call, input.Cluster) is { } record)
            {
                found.Add(TaskShape.Of(record, withTags));
            }
            else
            {
                missing.Add(new Failure { Arn = task.Arn.ToString(), Reason = "MISSING" });
            }
        }

        return new DescribeTasksOutput { Tasks = found, Failures = missing };
    }
}
