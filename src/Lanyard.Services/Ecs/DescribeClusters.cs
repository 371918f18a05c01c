using Lanyard.Access.Admission;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Describes clusters; those that are not there come back as failures.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html" />
internal sealed class DescribeClusters(Clusters clusters, TaskEngine engine)
    : ReadOperation<DescribeClustersInput, IReadOnlyList<NamedCluster>, DescribeClustersOutput>(
        EcsModel.DescribeClusters
    )
{
    protected override IReadOnlyList<NamedCluster> Find(DescribeClustersInput input, Call call) =>
        input.Clusters is { Count: > 0 } given
            ? [.. given.Select(name => clusters.Named(call, name))]
            : [clusters.Named(call, reference: null)];

    protected override IEnumerable<Requirement> Require(
        DescribeClustersInput input,
        IReadOnlyList<NamedCluster> subject,
        Call call
    ) => subject.Select(cluster => new Requirement("ecs:DescribeClusters", cluster.Arn));

    protected override DescribeClustersOutput Answer(
        DescribeClustersInput input,
        IReadOnlyList<NamedCluster> subject,
        AdmittedCall call
    )
    {
        var withTags = input.Include?.Contains("TAGS", StringComparer.Ordinal) == true;
        return new DescribeClustersOutput
        {
            Clusters =
            [
                .. subject
                    .Select(cluster => cluster.Record)
                    .OfType<ClusterRecord>()
                    .Select(cluster => ClusterShape.Of(cluster, engine, call, withTags)),
            ],
            Failures =
            [
                .. subject
                    .Where(cluster => cluster.Record is null)
                    .Select(cluster => new Failure { Arn = cluster.Arn, Reason = "MISSING" }),
            ],
        };
    }
}
