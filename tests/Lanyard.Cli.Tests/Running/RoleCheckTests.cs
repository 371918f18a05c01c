using Lanyard.Cli.Running;

namespace Lanyard.Cli.Tests.Running;

/// <summary>The roles that task definitions name are there, or their place is shown.</summary>
public sealed class RoleCheckTests : IAsyncLifetime
{
    private const string Role = """
          Role:
            Type: AWS::IAM::Role
            Properties:
              RoleName: AppRole
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement: {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: "sts:AssumeRole"}
        """;

    private CliLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await CliLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("!Ref Role")]
    [InlineData("!GetAtt Role.Arn")]
    [InlineData("AppRole")]
    public async Task A_role_of_the_template_is_there(string reference)
    {
        Assert.Empty(await MissingAsync($"{Role}\n{Task(reference)}"));
    }

    [Theory]
    [InlineData("there")]
    [InlineData("arn:aws:iam::000000000000:role/there")]
    public async Task A_role_of_the_server_is_there(string reference)
    {
        await _lab.CreateRoleAsync("there");

        Assert.Empty(await MissingAsync(Task(reference)));
    }

    [Fact]
    public async Task A_role_that_is_there_in_other_case_alone_is_named_at_its_place()
    {
        await _lab.CreateRoleAsync("Approle");

        var fault = Assert.Single(await MissingAsync(Task("arn:aws:iam::000000000000:role/appRole")));

        Assert.Equal(
            $"{_lab["template.yaml"]}:6:20: the role `appRole` is not there (there is a role `Approle`: case counts)",
            fault
        );
    }

    [Fact]
    public async Task A_role_that_is_nowhere_is_to_be_declared()
    {
        var fault = Assert.Single(await MissingAsync(Task("nobody")));

        Assert.EndsWith("the role `nobody` is not there (declare it in the template)", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_roles_of_a_task_are_looked_for()
    {
        var faults = await MissingAsync(Task("nobody") + "\n      ExecutionRoleArn: neither");

        Assert.Equal(2, faults.Count);
    }

    private static string Task(string role) =>
        $$"""
              Task:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  Family: app
                  TaskRoleArn: {{role}}
                  ContainerDefinitions: [{Name: a, Image: "r/a", Memory: 64}]
            """;

    private async Task<IReadOnlyList<string>> MissingAsync(string resources)
    {
        var stack = await _lab.StackAsync($"Resources:\n{resources}\n");
        var faults = await RoleCheck.FindMissingAsync(_lab.Client, [stack], CliLab.Token);
        return [.. faults.Select(fault => fault.ToString())];
    }
}
