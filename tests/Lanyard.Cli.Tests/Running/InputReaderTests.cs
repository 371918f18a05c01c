using Lanyard.Cli.Commands;
using Lanyard.Cli.Running;

namespace Lanyard.Cli.Tests.Running;

/// <summary>Input files of every kind, and what is wrong with them.</summary>
public sealed class InputReaderTests : IDisposable
{
    private readonly RunLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("taskDefinition: ")]
    public async Task A_task_definition_as_the_API_has_it_is_an_input(string member)
    {
        var path = _lab.Write(
            "job.yaml",
            $$"""{{member}}{"family": "job", "revision": 3, "containerDefinitions": [{"name": "app", "image": "r/a", "memory": 64}]}"""
        );

        var stack = await ReadAsync(path);

        var task = Assert.Single(stack.Tasks);
        Assert.Equal("job", task.Input.Family);
        Assert.Equal(64, task.Input.ContainerDefinitions![0].Memory);
        Assert.Equal("task definition job", Assert.Single(stack.Plans).Value.What);
    }

    [Fact]
    public async Task A_task_definition_without_a_family_is_called_as_its_file()
    {
        var path = _lab.Write(
            "nightly.json",
            """{"containerDefinitions":[{"name":"app","image":"r/a","memory":64}]}"""
        );

        var stack = await ReadAsync(path);

        Assert.Equal("nightly", Assert.Single(stack.Tasks).Input.Family);
    }

    [Fact]
    public async Task A_task_definition_that_ECS_would_refuse_is_refused_where_its_container_stands()
    {
        var path = _lab.Write(
            "template.yaml",
            """
            Resources:
              Task:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  Family: app
                  ContainerDefinitions:
                    - {Name: app, Image: "r/a", Memory: 64}
                    - {Name: other, Image: "r/a"}
            """
        );

        var error = await Assert.ThrowsAsync<CommandException>(() => ReadAsync(path));

        Assert.Equal(ExitCodes.Misuse, error.ExitCode);
        Assert.StartsWith(
            $"{path}:8:11: ECS would refuse the task definition app: ",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("'other'", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.NextStep);
    }

    [Fact]
    public async Task A_task_definition_without_containers_is_refused_with_its_place()
    {
        var path = _lab.Write(
            "template.yaml",
            """
            Resources:
              Task:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  Family: app
            """
        );

        var error = await Assert.ThrowsAsync<CommandException>(() => ReadAsync(path));

        Assert.StartsWith($"{path}:5:7: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Container list cannot be empty", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("web")]
    [InlineData("web:3")]
    [InlineData("arn:aws:ecs:us-east-1:000000000000:task-definition/web:3")]
    public async Task A_definition_that_a_service_of_another_file_names_is_not_run(string name)
    {
        var tasks = await ReadAsync(
            _lab.Write(
                "web.json",
                """{"family":"web","containerDefinitions":[{"name":"a","image":"r/a","memory":64}]}"""
            )
        );
        var services = await ReadAsync(
            _lab.Write(
                "services.yaml",
                $$"""
                Resources:
                  Topic:
                    Type: AWS::SNS::Topic
                  Service:
                    Type: AWS::ECS::Service
                    Properties:
                      TaskDefinition: {{name}}
                      Role: !Ref Topic
                """
            )
        );

        Assert.Single(StackPlan.TasksOf([tasks]));
        Assert.Empty(StackPlan.TasksOf([tasks, services]));
    }

    private static Task<StackPlan> ReadAsync(string path) =>
        StackPlan.ReadAsync(
            path,
            new Dictionary<string, string>(StringComparer.Ordinal),
            CliLab.Account,
            "us-east-1",
            isAlone: true,
            CliLab.Token
        );
}
