using Lanyard.Policy;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Tests.Ecs;

/// <summary>What RunTask refuses, whom it refuses, and what it answers.</summary>
public sealed class RunTaskTests
{
    private const string WebArn = "arn:aws:ecs:us-east-1:111122223333:task-definition/web:1";

    private static readonly RegisterTaskDefinitionInput OnBridge = EcsDoor.Web with
    {
        NetworkMode = "bridge",
        RequiresCompatibilities = ["EC2"],
    };

    [Fact]
    public async Task The_revision_that_was_judged_is_the_one_that_runs()
    {
        await using var door = await EcsDoor.WithWebAsync();
        await door.Door.RoleAsync("other", EcsDoor.Trust, TestDoor.AllowAll);
        var other = EcsDoor.Web with { TaskRoleArn = "arn:aws:iam::111122223333:role/other" };

        var output = await door.Door.SendAsync(
            door.Admin,
            EcsModel.RunTask,
            EcsDoor.RunWeb,
            () => door.SendAsync(EcsModel.RegisterTaskDefinition, other)
        );

        var task = Assert.Single(output.Tasks!);
        Assert.EndsWith("task-definition/web:1", task.TaskDefinitionArn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_that_was_not_there_to_be_judged_does_not_run()
    {
        await using var door = await EcsDoor.OpenAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            door.Door.SendAsync(
                door.Admin,
                EcsModel.RunTask,
                EcsDoor.RunWeb,
                () => door.SendAsync(EcsModel.RegisterTaskDefinition, EcsDoor.Web)
            )
        );

        Assert.Equal("TaskDefinition not found.", error.Message);
    }

    [Fact]
    public async Task Unknown_definition_is_not_found()
    {
        await using var door = await EcsDoor.OpenAsync();

        var error = await door.FailAsync(EcsModel.RunTask, EcsDoor.RunWeb);

        Assert.Equal("ClientException: TaskDefinition not found.", error);
    }

    [Fact]
    public async Task Deregistered_revision_is_inactive()
    {
        await using var door = await EcsDoor.WithWebAsync();
        await door.SendAsync(
            EcsModel.DeregisterTaskDefinition,
            new DeregisterTaskDefinitionInput { TaskDefinition = "web:1" }
        );

        var error = await door.FailAsync(EcsModel.RunTask, EcsDoor.RunWeb with { TaskDefinition = "web:1" });

        Assert.Equal("InvalidParameterException: TaskDefinition is inactive", error);
    }

    [Fact]
    public async Task Unknown_cluster_is_not_found()
    {
        await using var door = await EcsDoor.WithWebAsync();

        var error = await door.FailAsync(EcsModel.RunTask, EcsDoor.RunWeb with { Cluster = "other" });

        Assert.Equal("ClusterNotFoundException: Cluster not found.", error);
    }

    [Fact]
    public async Task Awsvpc_needs_a_network_configuration()
    {
        await using var door = await EcsDoor.WithWebAsync();

        var error = await door.FailAsync(EcsModel.RunTask, EcsDoor.RunWeb with { NetworkConfiguration = null });

        Assert.Equal(
            "InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified.",
            error
        );
    }

    [Fact]
    public async Task Bridge_takes_no_network_configuration()
    {
        await using var door = await EcsDoor.WithWebAsync(OnBridge);

        var error = await door.FailAsync(EcsModel.RunTask, EcsDoor.RunWeb);

        Assert.Equal(
            "InvalidParameterException: Network Configuration is not valid for the given networkMode of this task definition.",
            error
        );
    }

    [Theory]
    [InlineData("128", "awslogs")]
    [InlineData("512", "syslog")]
    public async Task Definition_that_breaks_a_rule_of_Fargate_does_not_run_there(string memory, string logDriver)
    {
        var options = new Dictionary<string, string>
        {
            ["awslogs-group"] = "app",
            ["awslogs-region"] = "us-east-1",
            ["awslogs-stream-prefix"] = "p",
        };
        var container = EcsDoor.Web.ContainerDefinitions![0] with
        {
            LogConfiguration = new LogConfiguration { LogDriver = logDriver, Options = options },
        };
        await using var door = await EcsDoor.WithWebAsync(
            EcsDoor.Web with
            {
                RequiresCompatibilities = null,
                Memory = memory,
                ContainerDefinitions = [container],
            }
        );

        var error = await door.FailAsync(EcsModel.RunTask, EcsDoor.RunWeb with { LaunchType = "FARGATE" });

        Assert.Equal("InvalidParameterException: Task definition does not support launch_type FARGATE.", error);
    }

    [Fact]
    public async Task Override_s_environment_is_held_to_the_rules_of_a_definition()
    {
        await using var door = await EcsDoor.WithWebAsync();

        var variable = await door.FailAsync(
            EcsModel.RunTask,
            Overriding(new ContainerOverride { Name = "app", Environment = [new EcsKeyValuePair { Value = "1" }] })
        );
        var file = await door.FailAsync(
            EcsModel.RunTask,
            Overriding(
                new ContainerOverride
                {
                    Name = "app",
                    EnvironmentFiles = [new EnvironmentFile { Type = "s3", Value = "arn:aws:s3:::bucket" }],
                }
            )
        );

        Assert.Equal("InvalidParameterException: Environment variable name cannot be null or blank.", variable);
        Assert.Equal(
            "InvalidParameterException: Invalid 'environmentFiles' setting for container 'app': 'arn:aws:s3:::bucket' is not "
                + "the ARN of an Amazon S3 object that ends in '.env'.",
            file
        );

        static RunTaskInput Overriding(ContainerOverride container) =>
            EcsDoor.RunWeb with
            {
                Overrides = new TaskOverride { ContainerOverrides = [container] },
            };
    }

    [Fact]
    public async Task Override_names_a_container_of_the_definition()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var overrides = new TaskOverride { ContainerOverrides = [new ContainerOverride { Name = "db" }] };

        var error = await door.FailAsync(EcsModel.RunTask, EcsDoor.RunWeb with { Overrides = overrides });

        Assert.Equal(
            "InvalidParameterException: Override for container named db is not a container in the TaskDefinition.",
            error
        );
    }

    [Fact]
    public async Task Definition_for_EC2_does_not_run_on_Fargate()
    {
        await using var door = await EcsDoor.WithWebAsync(OnBridge);

        var error = await door.FailAsync(
            EcsModel.RunTask,
            new RunTaskInput { TaskDefinition = "web", LaunchType = "FARGATE" }
        );

        Assert.Equal("InvalidParameterException: Task definition does not support launch_type FARGATE.", error);
    }

    [Fact]
    public async Task Launch_type_and_strategy_exclude_each_other()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var strategy = new CapacityProviderStrategyItem { CapacityProvider = "FARGATE" };

        var error = await door.FailAsync(
            EcsModel.RunTask,
            EcsDoor.RunWeb with
            {
                LaunchType = "FARGATE",
                CapacityProviderStrategy = [strategy],
            }
        );

        Assert.Equal(
            "InvalidParameterException: Specifying both a launch type and capacity provider strategy is not supported.",
            error
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public async Task Count_is_1_to_10(int count)
    {
        await using var door = await EcsDoor.WithWebAsync();

        var error = await door.FailAsync(EcsModel.RunTask, EcsDoor.RunWeb with { Count = count });

        Assert.StartsWith("InvalidParameterException: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartedBy_has_a_longest_length()
    {
        await using var door = await EcsDoor.WithWebAsync();

        var error = await door.FailAsync(EcsModel.RunTask, EcsDoor.RunWeb with { StartedBy = new string('a', 129) });

        Assert.StartsWith("InvalidParameterException: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exec")]
    [InlineData("app")]
    public async Task Role_that_tasks_may_not_assume_fails_the_call_and_starts_nothing(string role)
    {
        await using var door = await EcsDoor.WithWebAsync();
        await door.Door.RoleAsync(role, EcsDoor.Trust.Replace("ecs-tasks", "ec2"), TestDoor.AllowAll);

        var error = await door.FailAsync(EcsModel.RunTask, EcsDoor.RunWeb);

        Assert.Equal(
            $"ClientException: ECS was unable to assume the role 'arn:aws:iam::111122223333:role/{role}' that was provided for "
                + "this task. Please verify that the role being passed has the proper trust relationship and permissions and "
                + "that your IAM user has permissions to pass this role.",
            error
        );
        Assert.Equal(0, door.Engine.CountRunning());
    }

    [Fact]
    public async Task Caller_without_the_action_is_refused_on_the_revision()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var ann = await door.AnnAsync(EcsDoor.Allow("iam:PassRole"));

        var error = await door.FailAsync(EcsModel.RunTask, EcsDoor.RunWeb, ann);

        Assert.Equal(EcsDoor.Refusal("ecs:RunTask", WebArn), error);
    }

    [Fact]
    public async Task Policy_that_names_the_family_alone_does_not_match_a_revision()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var family = WebArn[..^2];
        var ann = await door.AnnAsync(EcsDoor.Allow("ecs:RunTask", family), EcsDoor.Allow("iam:PassRole"));

        var error = await door.FailAsync(EcsModel.RunTask, EcsDoor.RunWeb, ann);

        Assert.Equal(EcsDoor.Refusal("ecs:RunTask", WebArn), error);
    }

    [Theory]
    [InlineData(EcsDoor.TaskRole, EcsDoor.ExecutionRole)]
    [InlineData(EcsDoor.ExecutionRole, EcsDoor.TaskRole)]
    public async Task Rules_47_114_both_roles_must_be_passed(string passed, string refused)
    {
        await using var door = await EcsDoor.WithWebAsync();
        var ann = await door.AnnAsync(EcsDoor.Allow("ecs:RunTask"), EcsDoor.Allow("iam:PassRole", passed));

        var error = await door.FailAsync(EcsModel.RunTask, EcsDoor.RunWeb, ann);

        Assert.Equal(EcsDoor.Refusal("iam:PassRole", refused), error);
    }

    [Fact]
    public async Task Rule_114_role_of_an_override_is_passed_instead_of_the_definition_s()
    {
        await using var door = await EcsDoor.WithWebAsync();
        await door.Door.RoleAsync("power", EcsDoor.Trust, TestDoor.AllowAll);
        var ann = await door.AnnAsync(
            EcsDoor.Allow("ecs:RunTask"),
            EcsDoor.Allow("iam:PassRole", EcsDoor.ExecutionRole),
            EcsDoor.Allow("iam:PassRole", EcsDoor.TaskRole)
        );

        var error = await door.FailAsync(
            EcsModel.RunTask,
            EcsDoor.RunWeb with
            {
                Overrides = new TaskOverride { TaskRoleArn = "power" },
            },
            ann
        );

        Assert.Equal(EcsDoor.Refusal("iam:PassRole", "arn:aws:iam::111122223333:role/power"), error);
    }

    [Theory]
    [InlineData("ecs-tasks.amazonaws.com", true)]
    [InlineData("ec2.amazonaws.com", false)]
    public async Task Rule_114_roles_are_passed_to_ecs_tasks(string service, bool isAllowed)
    {
        await using var door = await EcsDoor.WithWebAsync();
        var condition = $$$"""{"StringEquals":{"iam:PassedToService":"{{{service}}}"}}""";
        var ann = await door.AnnAsync(EcsDoor.Allow("ecs:RunTask"), EcsDoor.Allow("iam:PassRole", "*", condition));

        var run = door.SendAsync(EcsModel.RunTask, EcsDoor.RunWeb, ann);

        Assert.Equal(isAllowed, await SucceedsAsync(run));
    }

    [Theory]
    [InlineData("default", true)]
    [InlineData("other", false)]
    public async Task Cluster_is_a_condition(string cluster, bool isAllowed)
    {
        await using var door = await EcsDoor.WithWebAsync();
        var arn = $"arn:aws:ecs:us-east-1:111122223333:cluster/{cluster}";
        var ann = await door.AnnAsync(
            EcsDoor.Allow("ecs:RunTask", "*", $$$"""{"ArnEquals":{"ecs:cluster":"{{{arn}}}"}}"""),
            EcsDoor.Allow("iam:PassRole")
        );

        var run = door.SendAsync(EcsModel.RunTask, EcsDoor.RunWeb, ann);

        Assert.Equal(isAllowed, await SucceedsAsync(run));
    }

    [Fact]
    public async Task Tags_need_leave_to_tag()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var ann = await door.AnnAsync(EcsDoor.Allow("ecs:RunTask"), EcsDoor.Allow("iam:PassRole"));

        var error = await door.FailAsync(
            EcsModel.RunTask,
            EcsDoor.RunWeb with
            {
                Tags = [new Tag { Key = "team", Value = "a" }],
            },
            ann
        );

        Assert.Equal(EcsDoor.Refusal("ecs:TagResource", "arn:aws:ecs:us-east-1:111122223333:task/default/*"), error);
    }

    [Fact]
    public async Task Another_account_s_definition_cannot_be_run()
    {
        await using var door = await EcsDoor.WithWebAsync();

        var error = await door.FailAsync(
            EcsModel.RunTask,
            EcsDoor.RunWeb with
            {
                TaskDefinition = WebArn,
            },
            door.Stranger
        );

        Assert.StartsWith("AccessDeniedException: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_115_role_of_another_account_cannot_be_passed()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var role = await door.Door.RoleAsync("app", EcsDoor.Trust, TestDoor.AllowAll, AccountId.Parse("444455556666"));

        var error = await door.FailAsync(
            EcsModel.RunTask,
            EcsDoor.RunWeb with
            {
                Overrides = new TaskOverride { TaskRoleArn = role.Arn },
            }
        );

        Assert.Contains(
            "is not authorized to perform: iam:PassRole on resource: " + role.Arn,
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Answer_shows_a_task_that_is_about_to_run()
    {
        await using var door = await EcsDoor.WithWebAsync();

        var task = await door.RunAsync();

        Assert.Equal(
            ("PROVISIONING", "RUNNING", "FARGATE", "family:web", WebArn),
            (task.LastStatus, task.DesiredStatus, task.LaunchType, task.Group, task.TaskDefinitionArn)
        );
    }

    [Fact]
    public async Task Overrides_are_shown_for_every_container()
    {
        await using var door = await EcsDoor.WithWebAsync();

        var task = await door.RunAsync();

        Assert.Equal("app", Assert.Single(task.Overrides!.ContainerOverrides!).Name);
    }

    [Fact]
    public async Task Task_on_awsvpc_has_an_interface_in_the_subnet()
    {
        await using var door = await EcsDoor.WithWebAsync();

        var task = await door.RunAsync();

        var attachment = Assert.Single(task.Attachments!);
        Assert.Equal("ElasticNetworkInterface", attachment.Type);
        Assert.Equal("subnet-1", attachment.Details!.Single(detail => detail.Name == "subnetId").Value);
    }

    [Fact]
    public async Task Count_starts_that_many()
    {
        await using var door = await EcsDoor.WithWebAsync();

        var run = await door.SendAsync(EcsModel.RunTask, EcsDoor.RunWeb with { Count = 3 });

        Assert.Equal(3, run.Tasks!.Select(task => task.TaskArn).Distinct().Count());
    }

    [Fact]
    public async Task Tags_of_the_definition_are_propagated_when_asked_for()
    {
        await using var door = await EcsDoor.WithWebAsync(
            EcsDoor.Web with
            {
                Tags = [new Tag { Key = "team", Value = "a" }],
            }
        );

        var with = await door.RunAsync(EcsDoor.RunWeb with { PropagateTags = "TASK_DEFINITION" });
        var without = await door.RunAsync();

        Assert.Equal("a", Assert.Single(with.Tags!).Value);
        Assert.Empty(without.Tags!);
    }

    [Fact]
    public async Task Repeated_client_token_starts_nothing_anew()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var input = EcsDoor.RunWeb with { ClientToken = "once" };

        var first = await door.RunAsync(input);
        var second = await door.RunAsync(input);

        Assert.Equal(first.TaskArn, second.TaskArn);
        Assert.Equal(1, door.Engine.CountRunning());
    }

    [Fact]
    public async Task Client_token_used_at_once_starts_one_task()
    {
        await using var door = await EcsDoor.WithWebAsync();
        var input = EcsDoor.RunWeb with { ClientToken = "once" };

        var tasks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => door.RunAsync(input))));

        Assert.Single(tasks.Select(task => task.TaskArn).Distinct());
    }

    [Fact]
    public async Task Client_token_with_other_parameters_is_a_conflict()
    {
        await using var door = await EcsDoor.WithWebAsync();
        await door.RunAsync(EcsDoor.RunWeb with { ClientToken = "once" });

        var error = await door.FailAsync(
            EcsModel.RunTask,
            EcsDoor.RunWeb with
            {
                ClientToken = "once",
                StartedBy = "other",
            }
        );

        Assert.StartsWith("ConflictException: ", error, StringComparison.Ordinal);
    }

    private static async Task<bool> SucceedsAsync(Task call)
    {
        try
        {
            await call;
            return true;
        }
        catch (AwsException error) when (error.Code == "AccessDeniedException")
        {
            return false;
        }
    }
}
