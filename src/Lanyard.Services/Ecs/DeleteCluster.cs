using Lanyard.Access.Admission;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Deletes a cluster that has no tasks; it is described as INACTIVE from then on.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html" />
internal sealed class DeleteCluster(Clusters clusters, TaskEngine engine)
    : Operation<DeleteClusterInput, DeleteClusterOutput>(EcsModel.DeleteCluster)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteClusterInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcsModel.Service, input);
        return Needs(new Requirement("ecs:DeleteCluster", Clusters.ArnOf(call, Clusters.NameOf(input.Cluster))));
    }

    public override async ValueTask<DeleteClusterOutput> InvokeAsync(
        DeleteClusterInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var name = Clusters.NameOf(input.Cluster);
        _ = clusters.Find(call, name) ?? throw EcsErrors.ClusterNotFound();
        if (engine.List(call.Account, call.Region, name).Any(task => !task.IsStopped))
        {
            throw EcsErrors.ClusterHasTasks();
        }

        var (_, after) = await clusters.Table.ChangeAsync(
            call.KeyOf(name),
            cluster => cluster is null ? throw EcsErrors.ClusterNotFound() : cluster with { Status = "INACTIVE" },
            cancellationToken
        );
        return new DeleteClusterOutput { Cluster = ClusterShape.Of(after!, engine, call, withTags: false) };
    }
}
