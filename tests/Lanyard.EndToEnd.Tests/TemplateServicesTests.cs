namespace Lanyard.EndToEnd.Tests;

/// <summary>A template with a service: its tasks are the service's to start, which is not made yet.</summary>
[Collection(OnSmallTasks.Name)]
public sealed class TemplateServicesTests(SmallTasks tasks)
{
    private const string Template = """
        Resources:
          Served:
            Type: AWS::ECS::TaskDefinition
            Properties:
              Family: served
              ContainerDefinitions:
                - Name: app
                  Image: 000000000000.dkr.ecr.us-east-1.amazonaws.com/small:latest
                  Memory: 64
                  Command: [/bin/bash, -c, echo I am of a service]
          Job:
            Type: AWS::ECS::TaskDefinition
            Properties:
              Family: job
              RequiresCompatibilities: [FARGATE]
              NetworkMode: awsvpc
              Cpu: "256"
              Memory: "512"
              ExecutionRoleArn: arn:aws:iam::000000000000:role/small-execution
              ContainerDefinitions:
                - Name: app
                  Image: 000000000000.dkr.ecr.us-east-1.amazonaws.com/small:latest
                  Command: [/bin/bash, -c, echo I am a job]
          Service:
            Type: AWS::ECS::Service
            Properties:
              TaskDefinition: !Ref Served
        """;

    [Fact]
    public async Task One_task_runs_of_each_task_definition_that_no_service_uses()
    {
        var run = await tasks.RunAsync(Template);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("Service (AWS::ECS::Service)", run.Output, StringComparison.Ordinal);
        Assert.Contains("made      task definition served", run.Output, StringComparison.Ordinal);
        Assert.Contains("| I am a job", run.Output, StringComparison.Ordinal);
        Assert.Contains("task of job:1: STOPPED", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("I am of a service", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("task of served", run.Output, StringComparison.Ordinal);
    }
}
