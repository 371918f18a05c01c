using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Tests.Iam;

/// <summary>Making, showing, changing and deleting roles.</summary>
public sealed class RoleTests
{
    [Fact]
    public async Task A_new_role_is_shown_as_AWS_shows_it()
    {
        await using var iam = await IamDoor.OpenAsync();

        var role = await iam.CreateRoleAsync("app", path: "/team/a/");

        Assert.Equal("arn:aws:iam::111122223333:role/team/a/app", role.Arn);
        Assert.Matches("^AROA[A-Z2-7]{17}$", role.RoleId);
        Assert.Equal(iam.Door.Time.GetUtcNow(), role.CreateDate);
    }

    [Fact]
    public async Task How_long_its_sessions_are_and_when_it_was_used_a_role_says_when_it_is_asked()
    {
        await using var iam = await IamDoor.OpenAsync();

        var made = await iam.CreateRoleAsync("app");
        var shown = (await iam.SendAsync(IamModel.GetRole, new GetRoleInput { RoleName = "app" })).Role!;

        Assert.Null(made.MaxSessionDuration);
        Assert.Null(made.RoleLastUsed);
        Assert.Equal(3600, shown.MaxSessionDuration);
        Assert.NotNull(shown.RoleLastUsed);
    }

    [Fact]
    public async Task Documents_in_answers_are_percent_encoded()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");

        var role = (await iam.SendAsync(IamModel.GetRole, new GetRoleInput { RoleName = "app" })).Role!;

        Assert.StartsWith(
            "%7B%22Version%22%3A%222012-10-17%22",
            role.AssumeRolePolicyDocument,
            StringComparison.Ordinal
        );
        Assert.Equal(IamDoor.EcsTrust, Uri.UnescapeDataString(role.AssumeRolePolicyDocument!));
    }

    [Fact]
    public async Task A_name_that_differs_by_case_alone_is_taken()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var input = new CreateRoleInput
        {
            RoleName = "App",
            Path = "/other/",
            AssumeRolePolicyDocument = IamDoor.EcsTrust,
        };

        var error = await iam.FailAsync(IamModel.CreateRole, input);

        Assert.Equal("EntityAlreadyExists", error.Code);
        Assert.Equal(409, error.StatusCode);
        Assert.Equal("Role with name App already exists.", error.Message);
    }

    [Fact]
    public async Task A_role_that_is_not_there_is_no_entity()
    {
        await using var iam = await IamDoor.OpenAsync();

        var error = await iam.FailAsync(IamModel.GetRole, new GetRoleInput { RoleName = "app" });

        Assert.Equal("NoSuchEntity", error.Code);
        Assert.Equal(404, error.StatusCode);
        Assert.Equal("The role with name app cannot be found.", error.Message);
    }

    [Fact]
    public async Task Another_account_does_not_see_a_role()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var stranger = await iam.Door.AdministratorAsync(Policy.AccountId.Parse("999988887777"));

        var error = await iam.FailAsync(stranger, IamModel.GetRole, new GetRoleInput { RoleName = "app" });
        var listed = await iam.Door.SendAsync(stranger, IamModel.ListRoles, new ListRolesInput());

        Assert.Equal("NoSuchEntity", error.Code);
        Assert.Empty(listed.Roles!);
    }

    [Theory]
    [InlineData(
        "bad name",
        "1 validation error detected: Value 'bad name' at 'roleName' failed to satisfy constraint: "
    )]
    [InlineData("", "1 validation error detected: Value '' at 'roleName' failed to satisfy constraint: ")]
    public async Task A_name_that_AWS_does_not_take_is_refused(string name, string sentence)
    {
        await using var iam = await IamDoor.OpenAsync();
        var input = new CreateRoleInput { RoleName = name, AssumeRolePolicyDocument = IamDoor.EcsTrust };

        var error = await iam.FailAsync(IamModel.CreateRole, input);

        Assert.Equal("ValidationError", error.Code);
        Assert.Contains(sentence[25..], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_are_listed_by_name_in_pages_without_tags_and_boundary()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("c");
        await iam.CreateRoleAsync("a", path: "/x/");
        await iam.CreateRoleAsync("b");

        var first = await iam.SendAsync(IamModel.ListRoles, new ListRolesInput { MaxItems = 2 });
        var second = await iam.SendAsync(IamModel.ListRoles, new ListRolesInput { Marker = first.Marker });

        Assert.Equal(["a", "b"], first.Roles!.Select(role => role.RoleName));
        Assert.True(first.IsTruncated);
        Assert.Equal(["c"], second.Roles!.Select(role => role.RoleName));
        Assert.False(second.IsTruncated);
        Assert.Null(second.Marker);
    }

    [Fact]
    public async Task A_list_can_be_narrowed_to_a_path()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("a", path: "/x/y/");
        await iam.CreateRoleAsync("b");

        var listed = await iam.SendAsync(IamModel.ListRoles, new ListRolesInput { PathPrefix = "/x/" });

        Assert.Equal(["a"], listed.Roles!.Select(role => role.RoleName));
    }

    [Fact]
    public async Task An_update_leaves_what_it_does_not_name()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");

        await iam.SendAsync(IamModel.UpdateRole, new UpdateRoleInput { RoleName = "app", MaxSessionDuration = 7200 });
        await iam.SendAsync(IamModel.UpdateRole, new UpdateRoleInput { RoleName = "app", Description = "the app" });

        var role = (await iam.SendAsync(IamModel.GetRole, new GetRoleInput { RoleName = "app" })).Role!;
        Assert.Equal(7200, role.MaxSessionDuration);
        Assert.Equal("the app", role.Description);
    }

    [Fact]
    public async Task A_role_with_attached_policies_is_not_deleted()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        await iam.AttachAsync("app", "arn:aws:iam::aws:policy/AdministratorAccess");

        var error = await iam.FailAsync(IamModel.DeleteRole, new DeleteRoleInput { RoleName = "app" });

        Assert.Equal("DeleteConflict", error.Code);
        Assert.Equal("Cannot delete entity, must detach all policies first.", error.Message);
    }

    [Fact]
    public async Task A_role_with_inline_policies_is_not_deleted()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        await iam.PutAsync("app", "p", IamDoor.Allow("s3:GetObject"));

        var error = await iam.FailAsync(IamModel.DeleteRole, new DeleteRoleInput { RoleName = "app" });

        Assert.Equal("DeleteConflict", error.Code);
        Assert.Equal("Cannot delete entity, must delete policies first.", error.Message);
    }

    [Fact]
    public async Task A_deleted_role_is_gone_and_its_name_is_free()
    {
        await using var iam = await IamDoor.OpenAsync();
        var first = await iam.CreateRoleAsync("app");

        await iam.SendAsync(IamModel.DeleteRole, new DeleteRoleInput { RoleName = "app" });
        var second = await iam.CreateRoleAsync("app");

        Assert.NotEqual(first.RoleId, second.RoleId);
    }

    [Fact]
    public async Task Tags_that_differ_by_case_alone_are_refused()
    {
        await using var iam = await IamDoor.OpenAsync();
        var input = new CreateRoleInput
        {
            RoleName = "app",
            AssumeRolePolicyDocument = IamDoor.EcsTrust,
            Tags = [new Tag { Key = "Team", Value = "a" }, new Tag { Key = "team", Value = "b" }],
        };

        var error = await iam.FailAsync(IamModel.CreateRole, input);

        Assert.Equal("InvalidInput", error.Code);
        Assert.Equal("Duplicate tag keys found. Please note that Tag keys are case insensitive.", error.Message);
    }

    [Fact]
    public async Task A_role_has_no_instance_profiles()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var input = new ListInstanceProfilesForRoleInput { RoleName = "app" };

        var listed = await iam.SendAsync(IamModel.ListInstanceProfilesForRole, input);

        Assert.Empty(listed.InstanceProfiles!);
        Assert.False(listed.IsTruncated);
    }

    [Fact]
    public async Task Of_many_who_make_the_same_role_at_once_one_wins()
    {
        await using var iam = await IamDoor.OpenAsync();
        var attempts = Enumerable
            .Range(0, 8)
            .Select(i => Task.Run(() => TryCreateAsync(iam, i % 2 == 0 ? "app" : "APP")));

        var successes = await Task.WhenAll(attempts);

        Assert.Single(successes, success => success);
    }

    private static async Task<bool> TryCreateAsync(IamDoor iam, string name)
    {
        try
        {
            await iam.CreateRoleAsync(name);
            return true;
        }
        catch (Wire.Errors.AwsException error) when (error.Code == "EntityAlreadyExists")
        {
            return false;
        }
    }
}
