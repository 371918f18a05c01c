using Lanyard.Cli.Clients;
using Lanyard.Cli.Commands;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Tests.Clients;

/// <summary>Tasks are found in every cluster, however many there are.</summary>
public sealed class TaskQueriesTests
{
    [Fact]
    public async Task Tasks_of_every_cluster_are_listed()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.PrepareTaskAsync();
        await lab.SendAsync(EcsModel.CreateCluster, new CreateClusterInput { ClusterName = "other" });
        var one = (await lab.RunTasksAsync())[0];
        var two = (await lab.RunTasksAsync(cluster: "other"))[0];

        var tasks = await TaskQueries.ListAsync(lab.Client, withStopped: false, CliLab.Token);

        Assert.Equal(
            new[] { one.TaskArn, two.TaskArn }.Order(StringComparer.Ordinal),
            tasks.Select(task => task.TaskArn).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task More_tasks_than_a_page_holds_are_all_listed()
    {
        const int Count = 101;
        await using var lab = await CliLab.StartAsync();
        await lab.PrepareTaskAsync();
        var started = new List<string>();
        while (started.Count < Count)
        {
            var run = await lab.RunTasksAsync(Math.Min(10, Count - started.Count));
            started.AddRange(run.Select(task => task.TaskArn!));
        }

        var tasks = await TaskQueries.ListAsync(lab.Client, withStopped: true, CliLab.Token);

        Assert.Equal(
            started.Order(StringComparer.Ordinal),
            tasks.Select(task => task.TaskArn!).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Clusters_behind_the_first_page_are_looked_through_too()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.PrepareTaskAsync();
        for (var i = 0; i < 101; i++)
        {
            await lab.SendAsync(
                EcsModel.CreateCluster,
                new CreateClusterInput { ClusterName = $"cluster-{CliLab.Number(i)}" }
            );
        }

        var listed = await lab.SendAsync(EcsModel.ListClusters, new ListClustersInput());
        var behind = Enumerable
            .Range(0, 101)
            .Select(i => $"cluster-{CliLab.Number(i)}")
            .First(name => !listed.ClusterArns!.Any(arn => arn.EndsWith($"/{name}", StringComparison.Ordinal)));
        var task = (await lab.RunTasksAsync(cluster: behind))[0];

        var tasks = await TaskQueries.ListAsync(lab.Client, withStopped: false, CliLab.Token);

        Assert.Equal(task.TaskArn, Assert.Single(tasks).TaskArn);
    }

    [Fact]
    public async Task A_task_is_found_by_its_ARN_its_id_and_the_beginning_of_it()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.PrepareTaskAsync();
        var task = (await lab.RunTasksAsync(2))[1];
        var id = CliLab.IdOf(task);

        Assert.Equal(task.TaskArn, (await TaskQueries.FindAsync(lab.Client, task.TaskArn!, CliLab.Token)).TaskArn);
        Assert.Equal(task.TaskArn, (await TaskQueries.FindAsync(lab.Client, id, CliLab.Token)).TaskArn);
        Assert.Equal(task.TaskArn, (await TaskQueries.FindAsync(lab.Client, id[..16], CliLab.Token)).TaskArn);
    }

    [Fact]
    public async Task A_beginning_that_several_ids_have_is_misuse()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.PrepareTaskAsync();
        // Of seventeen ids two begin with the same of sixteen digits.
        var ids = (await lab.RunTasksAsync(10)).Concat(await lab.RunTasksAsync(7)).Select(CliLab.IdOf);
        var shared = ids.GroupBy(id => id[..1], StringComparer.Ordinal).First(group => group.Count() > 1);

        var error = await Assert.ThrowsAsync<CommandException>(() =>
            TaskQueries.FindAsync(lab.Client, shared.Key, CliLab.Token)
        );

        Assert.Equal(ExitCodes.Misuse, error.ExitCode);
        Assert.Equal($"`{shared.Key}` begins the id of {shared.Count()} tasks", error.Message);
    }
}
