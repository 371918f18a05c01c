using System.Text.Json;
using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Tasks.Tests.Credentials;

public sealed class TaskMetadataTests
{
    [Fact]
    public async Task Task_document_says_what_the_task_is()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();

        using var json = JsonDocument.Parse(lab.Engine.Metadata.Task(task.Arn, task.Containers[0].EndpointId)!.Value);

        var root = json.RootElement;
        Assert.Equal(
            (
                "arn:aws:ecs:us-east-1:111122223333:cluster/default",
                task.TaskArn,
                "web",
                "1",
                "RUNNING",
                "RUNNING",
                "FARGATE"
            ),
            (
                Text(root, "Cluster"),
                Text(root, "TaskARN"),
                Text(root, "Family"),
                Text(root, "Revision"),
                Text(root, "DesiredStatus"),
                Text(root, "KnownStatus"),
                Text(root, "LaunchType")
            )
        );
        Assert.Equal(
            (0.25, 512),
            (
                root.GetProperty("Limits").GetProperty("CPU").GetDouble(),
                root.GetProperty("Limits").GetProperty("Memory").GetInt32()
            )
        );
        Assert.Equal(1, root.GetProperty("Containers").GetArrayLength());
    }

    [Fact]
    public async Task Cluster_is_shown_by_its_name_on_EC2()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync(launchType: LaunchTypes.Ec2);

        using var json = JsonDocument.Parse(lab.Engine.Metadata.Task(task.Arn, task.Containers[0].EndpointId)!.Value);

        Assert.Equal("default", Text(json.RootElement, "Cluster"));
    }

    [Fact]
    public async Task Container_document_says_which_container_it_is()
    {
        await using var lab = await TaskLab.OpenAsync();
        var definition = TaskLab.Definition(
            TaskLab.Container("app") with
            {
                LogConfiguration = TaskLab.AwsLogs(),
                Cpu = 128,
                Memory = 64,
            }
        );
        var task = await lab.RunningAsync(definition);
        var container = task.Containers[0];

        using var json = JsonDocument.Parse(lab.Engine.Metadata.Container(task.Arn, container.EndpointId)!.Value);

        var root = json.RootElement;
        Assert.Equal(
            (container.RuntimeId, "app", TaskLab.Image, container.ImageId, "RUNNING", "NORMAL", container.Arn),
            (
                Text(root, "DockerId"),
                Text(root, "Name"),
                Text(root, "Image"),
                Text(root, "ImageID"),
                Text(root, "KnownStatus"),
                Text(root, "Type"),
                Text(root, "ContainerARN")
            )
        );
        Assert.Equal($"p/app/{task.Id}", Text(root.GetProperty("LogOptions"), "awslogs-stream"));
        Assert.Equal("10.0.0.7", root.GetProperty("Networks")[0].GetProperty("IPv4Addresses")[0].GetString());
        Assert.Equal(128, root.GetProperty("Limits").GetProperty("CPU").GetInt32());
    }

    [Fact]
    public async Task Endpoint_id_of_another_task_answers_nothing()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        var other = await lab.RunningAsync();

        Assert.Null(lab.Engine.Metadata.Task(task.Arn, other.Containers[0].EndpointId));
        Assert.Null(lab.Engine.Metadata.Container(task.Arn, other.Containers[0].EndpointId));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
