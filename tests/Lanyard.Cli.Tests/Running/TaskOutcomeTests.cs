using Lanyard.Cli.Running;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Tests.Running;

/// <summary>Whether a task did its work.</summary>
public sealed class TaskOutcomeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(143)]
    [InlineData(137)]
    [InlineData(null)]
    public async Task A_task_is_good_when_an_essential_container_ended_with_0_and_its_partner_with_the_task(
        int? partner
    )
    {
        Assert.True(await IsGoodAsync(app: 0, partner));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(137)]
    [InlineData(143)]
    [InlineData(null)]
    public async Task A_task_is_not_good_when_no_essential_container_ended_with_0(int? exitCode)
    {
        Assert.False(await IsGoodAsync(exitCode, partner: 143));
    }

    [Fact]
    public async Task A_task_is_not_good_when_an_essential_container_failed_beside_one_that_ended_with_0()
    {
        Assert.False(await IsGoodAsync(app: 0, partner: 1));
    }

    [Fact]
    public async Task A_task_is_not_good_when_an_essential_container_was_out_of_memory()
    {
        Assert.False(
            await IsGoodAsync(app: 0, partner: 137, reason: "OutOfMemoryError: Container killed due to memory usage")
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(137)]
    public async Task A_container_that_is_not_essential_does_not_count(int exitCode)
    {
        Assert.True(await IsGoodAsync(app: 0, partner: 143, sidecar: exitCode));
        Assert.False(await IsGoodAsync(app: 1, partner: 143, sidecar: exitCode));
    }

    [Theory]
    [InlineData("TaskFailedToStart")]
    [InlineData("UserInitiated")]
    [InlineData(null)]
    public async Task A_task_is_good_only_when_it_stopped_by_itself(string? stopCode)
    {
        Assert.False(await IsGoodAsync(app: 0, partner: 0, stopCode: stopCode));
    }

    private static async Task<bool> IsGoodAsync(
        int? app,
        int? partner,
        int? sidecar = 143,
        string? reason = null,
        string? stopCode = "EssentialContainerExited"
    )
    {
        await using var lab = await CliLab.StartAsync();
        var stack = await lab.StackAsync(
            """
            Resources:
              Task:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  Family: app
                  ContainerDefinitions:
                    - {Name: app, Image: a, Memory: 64}
                    - {Name: partner, Image: a, Memory: 64, Essential: true}
                    - {Name: sidecar, Image: a, Memory: 64, Essential: false}
            """
        );
        var task = new EcsTask
        {
            StopCode = stopCode,
            Containers =
            [
                new Container { Name = "app", ExitCode = app },
                new Container
                {
                    Name = "partner",
                    ExitCode = partner,
                    Reason = reason,
                },
                new Container { Name = "sidecar", ExitCode = sidecar },
            ],
        };
        return TaskOutcome.IsGood(task, Assert.Single(stack.Tasks));
    }
}
