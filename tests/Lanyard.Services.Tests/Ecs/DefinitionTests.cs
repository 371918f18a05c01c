using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Tests.Ecs;

/// <summary>Task definitions, through the front door.</summary>
public sealed class DefinitionTests
{
    private const string WebArn = "arn:aws:ecs:us-east-1:111122223333:task-definition/web:1";

    [Fact]
    public async Task Registered_definition_is_shown_with_what_was_left_out()
    {
        await using var door = await EcsDoor.OpenAsync();

        var definition = (await door.SendAsync(EcsModel.RegisterTaskDefinition, EcsDoor.Web)).TaskDefinition!;

        Assert.Equal(
            (WebArn, 1, "ACTIVE", "arn:aws:iam::111122223333:user/administrator"),
            (definition.TaskDefinitionArn, definition.Revision, definition.Status, definition.RegisteredBy)
        );
        Assert.Equal(["EC2", "FARGATE"], definition.Compatibilities!);
        var container = Assert.Single(definition.ContainerDefinitions!);
        Assert.Equal((0, true), (container.Cpu, container.Essential));
        Assert.Empty(container.Environment!);
    }

    [Fact]
    public async Task Definition_that_asks_for_the_host_is_refused_with_the_option_that_allows_it()
    {
        await using var door = await EcsDoor.OpenAsync();

        var error = await door.FailAsync(
            EcsModel.RegisterTaskDefinition,
            EcsDoor.Web with
            {
                RequiresCompatibilities = ["EC2"],
                ContainerDefinitions =
                [
                    new ContainerDefinition
                    {
                        Name = "app",
                        Image = EcsDoor.Image,
                        Privileged = true,
                    },
                ],
            }
        );

        Assert.Equal(
            "ClientException: container `app` asks to be privileged: this server keeps its host from tasks; start it with "
                + "`lanyard up --allow-host-access` to let them have it",
            error
        );
    }

    [Fact]
    public async Task Features_of_a_definition_are_its_attributes()
    {
        await using var door = await EcsDoor.OpenAsync();

        var definition = (await door.SendAsync(EcsModel.RegisterTaskDefinition, EcsDoor.Web)).TaskDefinition!;

        Assert.Equal(
            [
                "com.amazonaws.ecs.capability.ecr-auth",
                "com.amazonaws.ecs.capability.task-iam-role",
                "ecs.capability.execution-role-ecr-pull",
                "ecs.capability.task-eni",
            ],
            definition.RequiresAttributes!.Select(attribute => attribute.Name)
        );
    }

    [Fact]
    public async Task Role_may_be_given_by_its_name()
    {
        await using var door = await EcsDoor.OpenAsync();

        var registered = await door.SendAsync(
            EcsModel.RegisterTaskDefinition,
            EcsDoor.Web with
            {
                TaskRoleArn = "app",
            }
        );

        Assert.Equal(EcsDoor.TaskRole, registered.TaskDefinition!.TaskRoleArn);
    }

    [Fact]
    public async Task Roles_need_not_exist_yet()
    {
        await using var door = await EcsDoor.OpenAsync();

        var registered = await door.SendAsync(
            EcsModel.RegisterTaskDefinition,
            EcsDoor.Web with
            {
                TaskRoleArn = "arn:aws:iam::111122223333:role/later",
            }
        );

        Assert.Equal(1, registered.TaskDefinition!.Revision);
    }

    [Fact]
    public async Task Bad_role_is_not_valid()
    {
        await using var door = await EcsDoor.OpenAsync();

        var error = await door.FailAsync(
            EcsModel.RegisterTaskDefinition,
            EcsDoor.Web with
            {
                TaskRoleArn = "arn:aws:s3:::bucket",
            }
        );

        Assert.Equal("ClientException: Role is not valid", error);
    }

    [Fact]
    public async Task Definition_without_containers_is_refused()
    {
        await using var door = await EcsDoor.OpenAsync();

        var error = await door.FailAsync(
            EcsModel.RegisterTaskDefinition,
            EcsDoor.Web with
            {
                ContainerDefinitions = [],
            }
        );

        Assert.Equal("ClientException: Container list cannot be empty.", error);
    }

    [Theory]
    [InlineData(EcsDoor.TaskRole, EcsDoor.ExecutionRole)]
    [InlineData(EcsDoor.ExecutionRole, EcsDoor.TaskRole)]
    public async Task Rules_47_114_both_roles_must_be_passed(string passed, string refused)
    {
        await using var door = await EcsDoor.OpenAsync();
        var ann = await door.AnnAsync(
            EcsDoor.Allow("ecs:RegisterTaskDefinition"),
            EcsDoor.Allow("iam:PassRole", passed)
        );

        var error = await door.FailAsync(EcsModel.RegisterTaskDefinition, EcsDoor.Web, ann);

        Assert.Equal(EcsDoor.Refusal("iam:PassRole", refused), error);
    }

    [Fact]
    public async Task Registering_is_refused_on_everything()
    {
        await using var door = await EcsDoor.OpenAsync();
        var ann = await door.AnnAsync(EcsDoor.Allow("iam:PassRole"));

        var error = await door.FailAsync(EcsModel.RegisterTaskDefinition, EcsDoor.Web, ann);

        Assert.Equal(EcsDoor.Refusal("ecs:RegisterTaskDefinition", "*"), error);
    }

    [Fact]
    public async Task Tags_need_leave_to_tag_while_registering()
    {
        await using var door = await EcsDoor.OpenAsync();
        var ann = await door.AnnAsync(
            EcsDoor.Allow("ecs:RegisterTaskDefinition"),
            EcsDoor.Allow("iam:PassRole"),
            EcsDoor.Allow("ecs:TagResource", "*", """{"StringEquals":{"ecs:CreateAction":"CreateCluster"}}""")
        );

        var error = await door.FailAsync(
            EcsModel.RegisterTaskDefinition,
            EcsDoor.Web with
            {
                Tags = [new Tag { Key = "team", Value = "a" }],
            },
            ann
        );

        Assert.Equal(
            EcsDoor.Refusal("ecs:TagResource", "arn:aws:ecs:us-east-1:111122223333:task-definition/web:*"),
            error
        );
    }

    [Fact]
    public async Task Unknown_definition_cannot_be_described()
    {
        await using var door = await EcsDoor.OpenAsync();

        var error = await door.FailAsync(
            EcsModel.DescribeTaskDefinition,
            new DescribeTaskDefinitionInput { TaskDefinition = "web" }
        );

        Assert.Equal("ClientException: Unable to describe task definition.", error);
    }

    [Fact]
    public async Task Family_stands_for_its_newest_active_revision()
    {
        await using var door = await EcsDoor.WithWebAsync();
        await door.SendAsync(EcsModel.RegisterTaskDefinition, EcsDoor.Web);
        await DeregisterAsync(door, "web:2");

        var described = await door.SendAsync(
            EcsModel.DescribeTaskDefinition,
            new DescribeTaskDefinitionInput { TaskDefinition = "web" }
        );

        Assert.Equal(1, described.TaskDefinition!.Revision);
    }

    [Fact]
    public async Task Deregistering_names_a_revision()
    {
        await using var door = await EcsDoor.WithWebAsync();

        var error = await door.FailAsync(
            EcsModel.DeregisterTaskDefinition,
            new DeregisterTaskDefinitionInput { TaskDefinition = "web" }
        );

        Assert.StartsWith("ClientException: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deregistered_revision_is_listed_among_the_inactive()
    {
        await using var door = await EcsDoor.WithWebAsync();
        await DeregisterAsync(door, "web:1");

        var active = await door.SendAsync(EcsModel.ListTaskDefinitions, new ListTaskDefinitionsInput());
        var inactive = await door.SendAsync(
            EcsModel.ListTaskDefinitions,
            new ListTaskDefinitionsInput { Status = "INACTIVE" }
        );

        Assert.Empty(active.TaskDefinitionArns!);
        Assert.Equal([WebArn], inactive.TaskDefinitionArns!);
    }

    [Fact]
    public async Task Revisions_are_listed_as_numbers_either_way()
    {
        await using var door = await EcsDoor.OpenAsync();
        for (var i = 0; i < 11; i++)
        {
            await door.SendAsync(EcsModel.RegisterTaskDefinition, EcsDoor.Web);
        }

        var up = await door.SendAsync(EcsModel.ListTaskDefinitions, new ListTaskDefinitionsInput());
        var down = await door.SendAsync(EcsModel.ListTaskDefinitions, new ListTaskDefinitionsInput { Sort = "DESC" });

        Assert.Equal(Enumerable.Range(1, 11).Select(i => $"{WebArn[..^1]}{i}"), up.TaskDefinitionArns!);
        Assert.Equal(up.TaskDefinitionArns!.Reverse(), down.TaskDefinitionArns!);
    }

    [Fact]
    public async Task Family_is_active_while_one_of_its_revisions_is()
    {
        await using var door = await EcsDoor.WithWebAsync();
        await door.SendAsync(EcsModel.RegisterTaskDefinition, EcsDoor.Web with { Family = "job" });
        await DeregisterAsync(door, "job:1");

        var active = await FamiliesAsync(door, null);
        var inactive = await FamiliesAsync(door, "INACTIVE");
        var all = await FamiliesAsync(door, "ALL");

        Assert.Equal(["web"], active);
        Assert.Equal(["job"], inactive);
        Assert.Equal(["job", "web"], all);
    }

    [Fact]
    public async Task Another_account_does_not_see_a_definition()
    {
        await using var door = await EcsDoor.WithWebAsync();

        var error = await door.FailAsync(
            EcsModel.DescribeTaskDefinition,
            new DescribeTaskDefinitionInput { TaskDefinition = WebArn },
            door.Stranger
        );

        Assert.Equal("ClientException: Unable to describe task definition.", error);
    }

    private static Task<DeregisterTaskDefinitionOutput> DeregisterAsync(EcsDoor door, string revision) =>
        door.SendAsync(
            EcsModel.DeregisterTaskDefinition,
            new DeregisterTaskDefinitionInput { TaskDefinition = revision }
        );

    private static async Task<IReadOnlyList<string>> FamiliesAsync(EcsDoor door, string? status) =>
        (
            await door.SendAsync(
                EcsModel.ListTaskDefinitionFamilies,
                new ListTaskDefinitionFamiliesInput { Status = status }
            )
        ).Families!;
}
