using Lanyard.Access.Sessions;
using Lanyard.Policy.Evaluation;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Tasks.Tests.Startup;

public sealed class RoleAssumptionTests
{
    private const string Ec2Trust =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}""";

    [Theory]
    [InlineData(Ec2Trust)]
    [InlineData(
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"999988887777"}}}}"""
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:ecs:eu-west-1:111122223333:*"}}}}"""
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:ecs:us-east-1:111122223333:cluster/default"}}}}"""
    )]
    public async Task Rule_97_trust_policy_that_refuses_is_answered_at_once(string trust)
    {
        await using var lab = await TaskLab.OpenAsync(TestDoor.AllowAll, trust);

        var error = await Assert.ThrowsAsync<AwsException>(() => lab.StartAsync());

        Assert.Equal(("ClientException", 400), (error.Code, error.StatusCode));
        Assert.Equal(
            $"ECS was unable to assume the role '{TaskLab.ExecutionRole}' that was provided for this task. Please verify that the "
                + "role being passed has the proper trust relationship and permissions and that your IAM user has permissions to "
                + "pass this role.",
            error.Message
        );
    }

    [Fact]
    public async Task Task_role_that_refuses_is_named()
    {
        await using var lab = await TaskLab.OpenAsync(TestDoor.AllowAll, TaskLab.Trust, taskTrust: Ec2Trust);

        var error = await Assert.ThrowsAsync<AwsException>(() => lab.StartAsync());

        Assert.Contains($"'{TaskLab.TaskRole}'", error.Message);
    }

    [Fact]
    public async Task Role_that_is_not_there_is_named()
    {
        await using var lab = await TaskLab.OpenAsync();
        const string Missing = "arn:aws:iam::111122223333:role/missing";

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            lab.StartAsync(TaskLab.Definition() with { ExecutionRoleArn = Missing })
        );

        Assert.Contains($"'{Missing}'", error.Message);
    }

    [Fact]
    public async Task Refused_start_leaves_no_task_and_no_session()
    {
        await using var lab = await TaskLab.OpenAsync(TestDoor.AllowAll, TaskLab.Trust, taskTrust: Ec2Trust);

        await Assert.ThrowsAsync<AwsException>(() => lab.StartAsync());

        Assert.Empty(lab.Engine.List(TestDoor.Account, TaskLab.Region, null));
        Assert.Empty(
            await lab.Door.Store.ListAsync("sts.sessions", cancellationToken: TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Rules_97_109_both_roles_are_assumed_by_the_service_for_the_task()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunningAsync();

        var calls = lab.Cloud.Calls.Where(call => call.Action == "sts:AssumeRole").ToArray();
        Assert.Equal(2, calls.Length);
        Assert.All(
            calls,
            call =>
            {
                var input = (AssumeRoleInput)call.Input;
                Assert.Equal(
                    ("ecs-tasks.amazonaws.com", "arn:aws:ecs:us-east-1:111122223333:*", task.Id, 21600),
                    (
                        call.Caller.Principal.ServiceName,
                        call.Caller.SourceArn!.ToString(),
                        input.RoleSessionName,
                        input.DurationSeconds
                    )
                );
                Assert.Equal(task.Arn, call.Caller.Task!.TaskArn);
            }
        );
        Assert.Equal(
            [(TaskLab.ExecutionRole, TaskRoleKind.Execution), (TaskLab.TaskRole, TaskRoleKind.Task)],
            calls
                .Select(call => (((AssumeRoleInput)call.Input).RoleArn!, call.Caller.Task!.Kind))
                .OrderBy(one => one.Item2)
        );
    }

    [Fact]
    public async Task Everything_before_the_containers_is_done_as_the_execution_role()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Cloud.Secrets["arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf"] = "x";
        lab.Cloud.Parameters["level"] = "1";
        lab.Cloud.Objects["conf/web.env"] = "A=1";
        var container = TaskLab.Container("app") with
        {
            Secrets =
            [
                new EcsSecret
                {
                    Name = "A",
                    ValueFrom = "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf",
                },
                new EcsSecret { Name = "B", ValueFrom = "level" },
            ],
            EnvironmentFiles = [new EnvironmentFile { Type = "s3", Value = "arn:aws:s3:::conf/web.env" }],
            LogConfiguration = TaskLab.AwsLogs(),
        };

        var task = await lab.RunningAsync(TaskLab.Definition(container));

        var calls = lab.Cloud.Calls.Where(call => call.Action != "sts:AssumeRole").ToArray();
        Assert.Equal(
            [
                "ecr:BatchGetImage",
                "ecr:GetAuthorizationToken",
                "ecr:GetDownloadUrlForLayer",
                "logs:CreateLogStream",
                "s3:GetObject",
                "secretsmanager:GetSecretValue",
                "ssm:GetParameters",
            ],
            calls.Select(call => call.Action).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(
            calls,
            call =>
                Assert.Equal(
                    (PrincipalType.RoleSession, $"arn:aws:sts::111122223333:assumed-role/exec/{task.Id}"),
                    (call.Caller.Principal.Type, call.Caller.Principal.Arn)
                )
        );
    }

    [Fact]
    public async Task Overridden_roles_are_assumed_instead_of_the_definition_s()
    {
        await using var lab = await TaskLab.OpenAsync();
        var other = await lab.Door.RoleAsync("other", TaskLab.Trust, TestDoor.AllowAll);

        var task = await lab.StartAsync(overrides: new TaskOverride { TaskRoleArn = other.Arn });

        Assert.Equal((other.Arn, TaskLab.ExecutionRole), (task.TaskRoleArn, task.ExecutionRoleArn));
    }

    [Fact]
    public async Task Short_name_of_a_role_stands_for_a_role_of_the_account()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.StartAsync(TaskLab.Definition() with { TaskRoleArn = "app" });

        Assert.Equal(TaskLab.TaskRole, task.TaskRoleArn);
    }

    [Fact]
    public async Task Task_without_a_task_role_has_no_session_of_one()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunningAsync(TaskLab.Definition() with { TaskRoleArn = null });

        Assert.Equal((null, null), (task.CredentialsId, task.TaskSessionKeyId));
    }
}
