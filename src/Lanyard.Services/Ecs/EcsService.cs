using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Tasks.Definitions;
using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Services.Ecs;

/// <summary>Amazon Elastic Container Service.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/Welcome.html" />
public sealed class EcsService : IService
{
    private static readonly Collection<ClusterRecord> ClusterCollection = new(
        "ecs.clusters",
        () => EcsJson.Default.ClusterRecord
    );

    private static readonly Collection<ClientTokenRecord> TokenCollection = new(
        "ecs.client-tokens",
        () => EcsJson.Default.ClientTokenRecord
    );

    private EcsService(
        Clusters clusters,
        ClientTokens tokens,
        TaskDefinitions definitions,
        TaskEngine engine,
        ServiceHost host
    )
    {
        Operations =
        [
            new CreateCluster(clusters, engine),
            new DescribeClusters(clusters, engine),
            new ListClusters(clusters),
            new DeleteCluster(clusters, engine),
            new RegisterTaskDefinition(definitions, engine.HostAccess),
            new DescribeTaskDefinition(definitions),
            new ListTaskDefinitions(definitions),
            new ListTaskDefinitionFamilies(definitions),
            new DeregisterTaskDefinition(definitions),
            new RunTask(clusters, definitions, engine, tokens, host.Ids),
            new DescribeTasks(clusters, engine),
            new ListTasks(clusters, engine),
            new StopTask(clusters, engine),
        ];
    }

    /// <inheritdoc />
    public IReadOnlyList<IOperation> Operations { get; }

    /// <summary>Opens the clusters of a host's tables.</summary>
    public static async ValueTask<EcsService> OpenAsync(
        ServiceHost host,
        TaskDefinitions definitions,
        TaskEngine engine,
        CancellationToken cancellationToken
    )
    {
        var clusters = await host.Records.OpenAsync(ClusterCollection, cancellationToken);
        var tokens = await host.Records.OpenAsync(TokenCollection, cancellationToken);
        return new EcsService(new Clusters(clusters), new ClientTokens(tokens), definitions, engine, host);
    }
}
