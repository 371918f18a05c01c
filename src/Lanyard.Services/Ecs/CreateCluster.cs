using Lanyard.Access.Admission;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Makes a cluster, or describes the one of that name. Capacity providers and settings are noted and shown.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html" />
internal sealed class CreateCluster(Clusters clusters, TaskEngine engine)
    : Operation<CreateClusterInput, string, CreateClusterOutput>(EcsModel.CreateCluster)
{
    protected override string Find(CreateClusterInput input, Call call) => Clusters.NameOf(input.ClusterName);

    protected override IEnumerable<Requirement> Require(CreateClusterInput input, string subject, Call call) =>
        [
            new("ecs:CreateCluster", "*") { Context = TagRequirements.ContextOf(input.Tags) },
            .. TagRequirements.Of("CreateCluster", Clusters.ArnOf(call, subject), input.Tags),
        ];

    protected override async ValueTask<CreateClusterOutput> InvokeAsync(
        CreateClusterInput input,
        string subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var cluster = Clusters.New(call, subject) with
        {
            Settings = [.. input.Settings ?? []],
            CapacityProviders = [.. input.CapacityProviders ?? []],
            Tags = [.. input.Tags ?? []],
        };
        var added = await clusters.AddAsync(cluster, cancellationToken);
        return new CreateClusterOutput { Cluster = ClusterShape.Of(added, engine, call, withTags: true) };
    }
}
