using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Tests.Ecs;

/// <summary>Clusters, through the front door.</summary>
public sealed class ClusterTests
{
    private const string Blue = "arn:aws:ecs:us-east-1:111122223333:cluster/blue";

    [Fact]
    public async Task Cluster_is_made_active_and_empty()
    {
        await using var door = await EcsDoor.OpenAsync();

        var made = await MakeAsync(door);

        Assert.Equal(
            (Blue, "ACTIVE", 0),
            (made.ClusterArn, made.Status, made.RunningTasksCount + made.PendingTasksCount)
        );
    }

    [Fact]
    public async Task Making_a_cluster_again_describes_it()
    {
        await using var door = await EcsDoor.OpenAsync();
        await door.SendAsync(
            EcsModel.CreateCluster,
            new CreateClusterInput { ClusterName = "blue", Tags = [new Tag { Key = "team", Value = "a" }] }
        );

        var again = await MakeAsync(door);

        Assert.Equal("a", Assert.Single(again.Tags!).Value);
    }

    [Fact]
    public async Task Default_cluster_is_made_when_no_name_is_given()
    {
        await using var door = await EcsDoor.OpenAsync();

        var made = await door.SendAsync(EcsModel.CreateCluster, new CreateClusterInput());

        Assert.Equal("default", made.Cluster!.ClusterName);
    }

    [Fact]
    public async Task Name_that_no_cluster_can_have_is_refused()
    {
        await using var door = await EcsDoor.OpenAsync();

        var error = await door.FailAsync(EcsModel.CreateCluster, new CreateClusterInput { ClusterName = "a b" });

        Assert.StartsWith("InvalidParameterException: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_that_is_not_there_is_missing()
    {
        await using var door = await EcsDoor.OpenAsync();

        var described = await door.SendAsync(
            EcsModel.DescribeClusters,
            new DescribeClustersInput { Clusters = ["blue"] }
        );

        var failure = Assert.Single(described.Failures!);
        Assert.Equal((Blue, "MISSING"), (failure.Arn, failure.Reason));
    }

    [Fact]
    public async Task Cluster_counts_its_tasks()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var task = await door.RunAsync();
        await door.ReachedAsync(task.TaskArn!, "RUNNING");

        var described = await door.SendAsync(EcsModel.DescribeClusters, new DescribeClustersInput());

        Assert.Equal((1, 0), (described.Clusters![0].RunningTasksCount, described.Clusters[0].PendingTasksCount));
    }

    [Fact]
    public async Task Cluster_with_tasks_is_not_deleted()
    {
        await using var door = await EcsDoor.WithWebAsync();
        await door.RunAsync();

        var error = await door.FailAsync(EcsModel.DeleteCluster, new DeleteClusterInput { Cluster = "default" });

        Assert.Equal("ClusterContainsTasksException: The Cluster cannot be deleted while Tasks are active.", error);
    }

    [Fact]
    public async Task Deleted_cluster_is_inactive_and_no_longer_listed()
    {
        await using var door = await EcsDoor.OpenAsync();
        await MakeAsync(door);

        var deleted = await door.SendAsync(EcsModel.DeleteCluster, new DeleteClusterInput { Cluster = Blue });
        var listed = await door.SendAsync(EcsModel.ListClusters, new ListClustersInput());

        Assert.Equal("INACTIVE", deleted.Cluster!.Status);
        Assert.Empty(listed.ClusterArns!);
    }

    [Fact]
    public async Task Cluster_that_is_not_there_cannot_be_deleted()
    {
        await using var door = await EcsDoor.OpenAsync();

        var error = await door.FailAsync(EcsModel.DeleteCluster, new DeleteClusterInput { Cluster = "blue" });

        Assert.Equal("ClusterNotFoundException: Cluster not found.", error);
    }

    [Fact]
    public async Task Another_account_sees_no_cluster()
    {
        await using var door = await EcsDoor.OpenAsync();
        await MakeAsync(door);

        var listed = await door.SendAsync(EcsModel.ListClusters, new ListClustersInput(), door.Stranger);

        Assert.Empty(listed.ClusterArns!);
    }

    [Fact]
    public async Task Cluster_of_another_account_is_not_taken_for_one_s_own()
    {
        await using var door = await EcsDoor.OpenAsync();
        await door.SendAsync(EcsModel.CreateCluster, new CreateClusterInput { ClusterName = "blue" }, door.Stranger);

        var described = await door.SendAsync(
            EcsModel.DescribeClusters,
            new DescribeClustersInput { Clusters = [Blue] }
        );

        Assert.Empty(described.Clusters!);
    }

    [Fact]
    public async Task Deleting_is_refused_on_the_cluster()
    {
        await using var door = await EcsDoor.OpenAsync();
        var ann = await door.AnnAsync(EcsDoor.Allow("ecs:DescribeClusters"));

        var error = await door.FailAsync(EcsModel.DeleteCluster, new DeleteClusterInput { Cluster = "blue" }, ann);

        Assert.Equal(EcsDoor.Refusal("ecs:DeleteCluster", Blue), error);
    }

    private static async Task<Cluster> MakeAsync(EcsDoor door) =>
        (await door.SendAsync(EcsModel.CreateCluster, new CreateClusterInput { ClusterName = "blue" })).Cluster!;
}
