using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Lists the active clusters by name.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html" />
internal sealed class ListClusters(Clusters clusters)
    : ReadOperation<ListClustersInput, IEnumerable<ClusterRecord>, ListClustersOutput>(EcsModel.ListClusters)
{
    protected override IEnumerable<ClusterRecord> Find(ListClustersInput input, Call call) => clusters.Active(call);

    protected override IEnumerable<Requirement> Require(
        ListClustersInput input,
        IEnumerable<ClusterRecord> subject,
        Call call
    ) => [new("ecs:ListClusters", "*")];

    protected override ListClustersOutput Answer(
        ListClustersInput input,
        IEnumerable<ClusterRecord> subject,
        AdmittedCall call
    )
    {
        var (page, next) = Pages.Of(subject, cluster => cluster.Name, input.NextToken, PageSize.Of(input.MaxResults));
        return new ListClustersOutput { ClusterArns = [.. page.Select(cluster => cluster.Arn)], NextToken = next };
    }
}
