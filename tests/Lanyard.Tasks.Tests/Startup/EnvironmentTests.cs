using System.Text;
using Lanyard.Containers.Images;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Tasks.Startup;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Tests.Startup;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task Variables_win_over_each_other_in_the_order_of_ECS()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Cloud.Push(
            "team/app:1",
            new ImageConfig { Cmd = ["/app"], Env = ["A=image", "B=image", "C=image", "D=image", "E=image"] }
        );
        lab.Cloud.Objects["conf/1.env"] = "B=file1\nC=file1";
        lab.Cloud.Objects["conf/2.env"] = "B=file2\nF=file2";
        lab.Cloud.Parameters["secret"] = "secret";
        var container = TaskLab.Container("app") with
        {
            EnvironmentFiles =
            [
                new EnvironmentFile { Type = "s3", Value = "arn:aws:s3:::conf/1.env" },
                new EnvironmentFile { Type = "s3", Value = "arn:aws:s3:::conf/2.env" },
            ],
            Environment = [Pair("C", "definition"), Pair("D", "definition")],
            Secrets = [new EcsSecret { Name = "E", ValueFrom = "secret" }],
        };
        var overrides = new TaskOverride
        {
            ContainerOverrides =
            [
                new ContainerOverride { Name = "app", Environment = [Pair("D", "override"), Pair("E", "override")] },
            ],
        };

        var task = await lab.StartAsync(TaskLab.Definition(container), overrides: overrides);
        await lab.ReachedAsync(task, TaskStatuses.Running);

        var environment = lab.ContainerOf(task, "app").Spec.Environment;
        Assert.Equal(
            ["image", "file1", "definition", "override", "secret", "file2"],
            "ABCDEF".Select(name => environment[name.ToString()])
        );
    }

    [Theory]
    [InlineData(LaunchTypes.Fargate, "AWS_ECS_FARGATE")]
    [InlineData(LaunchTypes.Ec2, "AWS_ECS_EC2")]
    public async Task Agent_s_variables_are_there(string launchType, string execution)
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunningAsync(launchType: launchType);

        var environment = lab.ContainerOf(task, "app").Spec.Environment;
        var endpoint = task.Containers[0].EndpointId;
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = $"/v2/credentials/{task.CredentialsId}",
                ["AWS_EXECUTION_ENV"] = execution,
                ["ECS_CONTAINER_METADATA_URI"] = $"http://169.254.170.2/v3/{endpoint}",
                ["ECS_CONTAINER_METADATA_URI_V4"] = $"http://169.254.170.2/v4/{endpoint}",
                ["ECS_AGENT_URI"] = $"http://169.254.170.2/api/{endpoint}",
                ["AWS_REGION"] = "us-east-1",
                ["AWS_DEFAULT_REGION"] = "us-east-1",
                ["AWS_ENDPOINT_URL"] = "http://169.254.170.2:4566",
            },
            environment
        );
    }

    [Fact]
    public async Task Agent_s_variables_win_and_the_others_fill_gaps_only()
    {
        await using var lab = await TaskLab.OpenAsync();
        var container = TaskLab.Container("app") with
        {
            Environment =
            [
                Pair("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/mine"),
                Pair("AWS_DEFAULT_REGION", "eu-west-1"),
                Pair("AWS_ENDPOINT_URL", "http://mine"),
            ],
        };

        var task = await lab.RunningAsync(TaskLab.Definition(container));

        var environment = lab.ContainerOf(task, "app").Spec.Environment;
        Assert.Equal($"/v2/credentials/{task.CredentialsId}", environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]);
        Assert.Equal(
            ("eu-west-1", "http://mine"),
            (environment["AWS_DEFAULT_REGION"], environment["AWS_ENDPOINT_URL"])
        );
        Assert.DoesNotContain("AWS_REGION", environment.Keys);
    }

    [Fact]
    public async Task Task_without_a_task_role_has_no_credentials_variable()
    {
        await using var lab = await TaskLab.OpenAsync();
        var container = TaskLab.Container("app") with
        {
            Environment = [Pair("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/mine")],
        };

        var task = await lab.RunningAsync(TaskLab.Definition(container) with { TaskRoleArn = null });

        Assert.Equal("/mine", lab.ContainerOf(task, "app").Spec.Environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]);
    }

    [Fact]
    public async Task Environment_file_is_read_as_it_stands()
    {
        const string File = "# comment\nA=1\nB= spaced \"quoted\" $A \nC=x=y\r\n=none\nno equals\n A =kept\nD=\nA=2";

        var variables = await EnvironmentFileReader.ReadAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(File)),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            [
                new("A", "1"),
                new("B", " spaced \"quoted\" $A "),
                new("C", "x=y"),
                new(" A ", "kept"),
                new("D", ""),
                new("A", "2"),
            ],
            variables
        );
    }

    [Fact]
    public async Task Overridden_environment_files_replace_the_definition_s()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Cloud.Objects["conf/2.env"] = "F=2";
        var container = TaskLab.Container("app") with
        {
            EnvironmentFiles = [new EnvironmentFile { Type = "s3", Value = "arn:aws:s3:::conf/1.env" }],
        };
        var own = new ContainerOverride
        {
            Name = "app",
            EnvironmentFiles = [new EnvironmentFile { Type = "s3", Value = "arn:aws:s3:::conf/2.env" }],
        };

        var task = await lab.StartAsync(
            TaskLab.Definition(container),
            overrides: new TaskOverride { ContainerOverrides = [own] }
        );
        await lab.ReachedAsync(task, TaskStatuses.Running);

        Assert.Equal("2", lab.ContainerOf(task, "app").Spec.Environment["F"]);
    }

    private static EcsKeyValuePair Pair(string name, string value) => new() { Name = name, Value = value };
}
