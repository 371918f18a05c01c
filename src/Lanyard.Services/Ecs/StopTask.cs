using Lanyard.Access.Admission;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Asks a task to stop.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html" />
internal sealed class StopTask(Clusters clusters, TaskEngine engine)
    : Operation<StopTaskInput, NamedTask, StopTaskOutput>(EcsModel.StopTask)
{
    protected override NamedTask Find(StopTaskInput input, Call call) =>
        NamedTask.Find(engine, call, input.Cluster, input.Task ?? "");

    protected override IEnumerable<Requirement> Require(StopTaskInput input, NamedTask subject, Call call) =>
        [subject.Needs("ecs:StopTask", call, input.Cluster)];

    protected override async ValueTask<StopTaskOutput> InvokeAsync(
        StopTaskInput input,
        NamedTask subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        _ = await clusters.FindOrDefaultAsync(call, input.Cluster, cancellationToken);
        _ = subject.In(call, input.Cluster) ?? throw EcsErrors.TaskNotFound();
        var task =
            await engine.StopAsync(subject.Arn, input.Reason, cancellationToken) ?? throw EcsErrors.TaskNotFound();
        return new StopTaskOutput { Task = TaskShape.Of(task, withTags: true) };
    }
}
