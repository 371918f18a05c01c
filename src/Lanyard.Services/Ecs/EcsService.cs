using Lanyard.Access.Admission;
using Lanyard.Storage;
using Lanyard.Tasks.Definitions;
using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Services.Ecs;

/// <summary>Amazon Elastic Container Service.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/Welcome.html" />
public sealed class EcsService : IService
{
    private readonly Clusters _clusters;
    private readonly RecordTable<ClientTokenRecord> _tokens;
    private readonly TaskDefinitions _definitions;

    private EcsService(
        Clusters clusters,
        RecordTable<ClientTokenRecord> tokens,
        TaskDefinitions definitions,
        TaskEngine engine,
        ServiceHost host
    )
    {
        _clusters = clusters;
        _tokens = tokens;
        _definitions = definitions;
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
            new RunTask(clusters, definitions, engine, new ClientTokens(tokens), host.Ids),
            new DescribeTasks(clusters, engine),
            new ListTasks(clusters, engine),
            new StopTask(clusters, engine),
        ];
    }

    /// <inheritdoc />
    public IReadOnlyList<IOperation> Operations { get; }

    /// <summary>Opens the clusters of a store.</summary>
    public static async ValueTask<EcsService> OpenAsync(
        ServiceHost host,
        TaskDefinitions definitions,
        TaskEngine engine,
        CancellationToken cancellationToken
    )
    {
        var clusters = await RecordTable<ClusterRecord>.OpenAsync(
            host.Store,
            "ecs.clusters",
            EcsJson.Default.ClusterRecord,
            cluster => $"{cluster.Account}/{cluster.Region}/{cluster.Name}",
            cancellationToken
        );
        var tokens = await RecordTable<ClientTokenRecord>.OpenAsync(
            host.Store,
            "ecs.client-tokens",
            EcsJson.Default.ClientTokenRecord,
            token => token.Key,
            cancellationToken
        );
        return new EcsService(new Clusters(clusters), tokens, definitions, engine, host);
    }

    /// <inheritdoc />
    public async ValueTask ReloadAsync(CancellationToken cancellationToken)
    {
        await _clusters.Table.ReloadAsync(cancellationToken);
        await _tokens.ReloadAsync(cancellationToken);
        await _definitions.ReloadAsync(cancellationToken);
    }
}
