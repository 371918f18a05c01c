using Lanyard.Access.Admission;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Describes clusters; those that are not there come back as failures.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html" />
internal sealed class DescribeClusters(Clusters clusters, TaskEngine engine)
    : Operation<DescribeClustersInput, DescribeClustersOutput>(EcsModel.DescribeClusters)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DescribeClustersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcsModel.Service, input);
        return Needs([
            .. NamesOf(input).Select(name => new Requirement("ecs:DescribeClusters", Clusters.ArnOf(call, name))),
        ]);
    }

    public override ValueTask<DescribeClustersOutput> InvokeAsync(
        DescribeClustersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var withTags = input.Include?.Contains("TAGS", StringComparer.Ordinal) == true;
        var names = NamesOf(input);
        var found = names.Select(name => clusters.Table.Find(call.KeyOf(name))).OfType<ClusterRecord>().ToList();
        var missing = names.Where(name => !found.Exists(cluster => cluster.Name == name));
        return new(
            new DescribeClustersOutput
            {
                Clusters = [.. found.Select(cluster => ClusterShape.Of(cluster, engine, call, withTags))],
                Failures =
                [
                    .. missing.Select(name => new Failure { Arn = Clusters.ArnOf(call, name), Reason = "MISSING" }),
                ],
            }
        );
    }

    private static List<string> NamesOf(DescribeClustersInput input) =>
        input.Clusters is { Count: > 0 } given ? [.. given.Select(Clusters.NameOf)] : [Clusters.Default];
}
