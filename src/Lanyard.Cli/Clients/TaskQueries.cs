using Lanyard.Cli.Commands;
using Lanyard.Policy;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Clients;

/// <summary>Finds tasks over the API, in every cluster.</summary>
internal static class TaskQueries
{
    /// <summary>The tasks of all clusters, running ones or stopped ones too.</summary>
    public static async Task<IReadOnlyList<EcsTask>> ListAsync(
        AwsClient client,
        bool withStopped,
        CancellationToken cancellationToken
    )
    {
        var tasks = new List<EcsTask>();
        foreach (var cluster in await ClustersAsync(client, cancellationToken))
        {
            foreach (var status in withStopped ? (string[])["RUNNING", "STOPPED"] : ["RUNNING"])
            {
                tasks.AddRange(await ListAsync(client, cluster, status, cancellationToken));
            }
        }

        // A task that stops between the two lists is in both: what was read last holds.
        return [.. tasks.AsEnumerable().Reverse().DistinctBy(task => task.TaskArn, StringComparer.Ordinal).Reverse()];
    }

    /// <summary>Finds one task by its id, the beginning of it, or its ARN.</summary>
    /// <exception cref="CommandException">There is none, or there are several.</exception>
    public static async Task<EcsTask> FindAsync(AwsClient client, string task, CancellationToken cancellationToken)
    {
        var id = Arn.NameOf(task);
        var found = (await ListAsync(client, withStopped: true, cancellationToken))
            .Where(one => Arn.NameOf(one.TaskArn!).StartsWith(id, StringComparison.Ordinal))
            .ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw CommandException.Misuse($"there is no task `{task}`", "see `lanyard ps --all`"),
            _ => throw CommandException.Misuse($"`{task}` begins the id of {found.Count} tasks", "give more of the id"),
        };
    }

    private static async Task<IReadOnlyList<string>> ClustersAsync(
        AwsClient client,
        CancellationToken cancellationToken
    )
    {
        var clusters = new List<string>();
        string? next = null;
        do
        {
            var input = new ListClustersInput { NextToken = next };
            var page = await client.SendAsync(EcsModel.ListClusters, input, cancellationToken);
            clusters.AddRange(page.ClusterArns ?? []);
            next = page.NextToken;
        } while (next is not null);

        return clusters;
    }

    private static async Task<IReadOnlyList<EcsTask>> ListAsync(
        AwsClient client,
        string cluster,
        string status,
        CancellationToken cancellationToken
    )
    {
        var tasks = new List<EcsTask>();
        string? next = null;
        do
        {
            var input = new ListTasksInput
            {
                Cluster = cluster,
                DesiredStatus = status,
                NextToken = next,
            };
            var page = await client.SendAsync(EcsModel.ListTasks, input, cancellationToken);
            if (page.TaskArns is { Count: > 0 } arns)
            {
                // A page holds as many as can be described at once.
                var described = await client.SendAsync(
                    EcsModel.DescribeTasks,
                    new DescribeTasksInput { Cluster = cluster, Tasks = arns },
                    cancellationToken
                );
                tasks.AddRange(described.Tasks ?? []);
            }

            next = page.NextToken;
        } while (next is not null);

        return tasks;
    }
}
