using Lanyard.Access.Admission;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Makes a cluster, or describes the one of that name. Capacity providers and settings are noted and shown.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html" />
internal sealed class CreateCluster(Clusters clusters, TaskEngine engine)
    : Operation<CreateClusterInput, CreateClusterOutput>(EcsModel.CreateCluster)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateClusterInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcsModel.Service, input);
        var arn = Clusters.ArnOf(call, Clusters.NameOf(input.ClusterName));
        return Needs([
            new Requirement("ecs:CreateCluster", "*") { Context = TagRequirements.ContextOf(input.Tags) },
            .. TagRequirements.Of("CreateCluster", arn, input.Tags),
        ]);
    }

    public override async ValueTask<CreateClusterOutput> InvokeAsync(
        CreateClusterInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var cluster = Clusters.New(call, Clusters.NameOf(input.ClusterName)) with
        {
            Settings = [.. input.Settings ?? []],
            CapacityProviders = [.. input.CapacityProviders ?? []],
            Tags = [.. input.Tags ?? []],
        };
        var added = await clusters.AddAsync(cluster, cancellationToken);
        return new CreateClusterOutput { Cluster = ClusterShape.Of(added, engine, call, withTags: true) };
    }
}
