using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Deletes a cluster that has no tasks; it is described as INACTIVE from then on.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html" />
internal sealed class DeleteCluster(Clusters clusters, TaskEngine engine)
    : Operation<DeleteClusterInput, Found<ClusterRecord>, DeleteClusterOutput>(EcsModel.DeleteCluster)
{
    protected override Found<ClusterRecord> Find(DeleteClusterInput input, Call call) =>
        clusters.Find(call, Clusters.NameOf(input.Cluster));

    protected override IEnumerable<Requirement> Require(
        DeleteClusterInput input,
        Found<ClusterRecord> subject,
        Call call
    ) => [new("ecs:DeleteCluster", Clusters.ArnOf(call, Clusters.NameOf(input.Cluster)))];

    protected override async ValueTask<DeleteClusterOutput> InvokeAsync(
        DeleteClusterInput input,
        Found<ClusterRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var (_, after) = await clusters.Table.ChangeAsync(
            subject,
            cluster =>
                cluster is not { Status: "ACTIVE" } ? throw EcsErrors.ClusterNotFound()
                : engine.List(call.Account, call.Region, cluster.Name).Any(task => !task.IsStopped)
                    ? throw EcsErrors.ClusterHasTasks()
                : cluster with { Status = "INACTIVE" },
            EcsErrors.ClusterNotFound,
            cancellationToken
        );
        return new DeleteClusterOutput { Cluster = ClusterShape.Of(after!, engine, call, withTags: false) };
    }
}
