using Lanyard.Cli.Commands;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Clients;

/// <summary>Finds tasks over the API, in every cluster.</summary>
internal static class TaskQueries
{
    private const int MostAtOnce = 100;

    /// <summary>The tasks of all clusters, running ones or stopped ones too.</summary>
    public static async Task<IReadOnlyList<EcsTask>> ListAsync(
        AwsClient client,
        bool withStopped,
        CancellationToken cancellationToken
    )
    {
        var clusters = await client.SendAsync(EcsModel.ListClusters, new ListClustersInput(), cancellationToken);
        var tasks = new List<EcsTask>();
        foreach (var cluster in clusters.ClusterArns ?? [])
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
        var id = task[(task.LastIndexOf('/') + 1)..];
        var found = (await ListAsync(client, withStopped: true, cancellationToken))
            .Where(one => one.TaskArn![(one.TaskArn!.LastIndexOf('/') + 1)..].StartsWith(id, StringComparison.Ordinal))
            .ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw CommandException.Misuse($"there is no task `{task}`", "see `lanyard ps --all`"),
            _ => throw CommandException.Misuse($"`{task}` begins the id of {found.Count} tasks", "give more of the id"),
        };
    }

    private static async Task<IReadOnlyList<EcsTask>> ListAsync(
        AwsClient client,
        string cluster,
        string status,
        CancellationToken cancellationToken
    )
    {
        var listed = await client.SendAsync(
            EcsModel.ListTasks,
            new ListTasksInput
            {
                Cluster = cluster,
                DesiredStatus = status,
                MaxResults = MostAtOnce,
            },
            cancellationToken
        );
        if (listed.TaskArns is not { Count: > 0 } arns)
        {
            return [];
        }

        var described = await client.SendAsync(
            EcsModel.DescribeTasks,
            new DescribeTasksInput { Cluster = cluster, Tasks = arns },
            cancellationToken
        );
        return described.Tasks ?? [];
    }
}
