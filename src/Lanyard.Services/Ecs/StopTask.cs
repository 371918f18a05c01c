using Lanyard.Access.Admission;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Asks a task to stop.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html" />
internal sealed class StopTask(Clusters clusters, TaskEngine engine)
    : Operation<StopTaskInput, StopTaskOutput>(EcsModel.StopTask)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        StopTaskInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcsModel.Service, input);
        var arn = TaskContext.ArnOf(call, input.Cluster, input.Task ?? "");
        return Needs(
            new Requirement("ecs:StopTask", arn.ToString())
            {
                Context = TaskContext.Of(call, input.Cluster, engine.Find(arn)),
            }
        );
    }

    public override async ValueTask<StopTaskOutput> InvokeAsync(
        StopTaskInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        _ = await clusters.FindOrDefaultAsync(call, input.Cluster, cancellationToken);
        var arn = TaskContext.ArnOf(call, input.Cluster, input.Task ?? "");
        _ = TaskContext.Find(engine, call, input.Cluster, arn) ?? throw EcsErrors.TaskNotFound();
        var task = await engine.StopAsync(arn, input.Reason, cancellationToken) ?? throw EcsErrors.TaskNotFound();
        return new StopTaskOutput { Task = TaskShape.Of(task, withTags: true) };
    }
}
