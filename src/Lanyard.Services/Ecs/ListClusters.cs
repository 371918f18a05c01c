using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Lists the active clusters by name.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html" />
internal sealed class ListClusters(Clusters clusters)
    : Operation<ListClustersInput, ListClustersOutput>(EcsModel.ListClusters)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListClustersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcsModel.Service, input);
        return Needs(new Requirement("ecs:ListClusters", "*"));
    }

    public override ValueTask<ListClustersOutput> InvokeAsync(
        ListClustersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var all = clusters.Table.List(call.KeyOf("")).Where(cluster => cluster.Status == "ACTIVE");
        var (page, next) = Pages.Of(all, cluster => cluster.Name, input.NextToken, PageSize.Of(input.MaxResults));
        return new(new ListClustersOutput { ClusterArns = [.. page.Select(cluster => cluster.Arn)], NextToken = next });
    }
}
