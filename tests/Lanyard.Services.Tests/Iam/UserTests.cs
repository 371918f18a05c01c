using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Tests.Iam;

/// <summary>Users and their access keys.</summary>
public sealed class UserTests
{
    [Fact]
    public async Task A_user_without_name_is_the_caller()
    {
        await using var iam = await IamDoor.OpenAsync();

        var user = (await iam.SendAsync(IamModel.GetUser, new GetUserInput())).User!;

        Assert.Equal("administrator", user.UserName);
        Assert.Equal("arn:aws:iam::111122223333:user/administrator", user.Arn);
    }

    [Fact]
    public async Task A_session_has_to_say_which_user()
    {
        await using var iam = await IamDoor.OpenAsync();
        var role = await iam.Door.RoleAsync("app", IamDoor.EcsTrust, IamDoor.Allow("iam:*"));
        var session = await iam.Door.SessionAsync(role);

        var error = await iam.FailAsync(session, IamModel.GetUser, new GetUserInput());

        Assert.Equal("ValidationError", error.Code);
        Assert.Equal("Must specify userName when calling with non-User credentials", error.Message);
    }

    [Fact]
    public async Task A_name_that_differs_by_case_alone_is_taken()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateUserAsync("ann");

        var error = await iam.FailAsync(IamModel.CreateUser, new CreateUserInput { UserName = "Ann" });

        Assert.Equal("EntityAlreadyExists", error.Code);
        Assert.Equal("User with name Ann already exists.", error.Message);
    }

    [Fact]
    public async Task A_user_that_is_not_there_is_no_entity()
    {
        await using var iam = await IamDoor.OpenAsync();

        var error = await iam.FailAsync(IamModel.GetUser, new GetUserInput { UserName = "ann" });

        Assert.Equal("NoSuchEntity", error.Code);
        Assert.Equal("The user with name ann cannot be found.", error.Message);
    }

    [Fact]
    public async Task Users_are_listed_by_name()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateUserAsync("zoe");
        await iam.CreateUserAsync("ann");

        var listed = await iam.SendAsync(IamModel.ListUsers, new ListUsersInput());

        Assert.Equal(["administrator", "ann", "zoe"], listed.Users!.Select(user => user.UserName));
    }

    [Fact]
    public async Task A_new_key_proves_its_user()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateUserAsync("ann");

        var input = new CreateAccessKeyInput { UserName = "ann" };
        var key = (await iam.SendAsync(IamModel.CreateAccessKey, input)).AccessKey!;

        var credential = iam.Door.Host.Credentials.Find(key.AccessKeyId!)!;
        Assert.Equal("arn:aws:iam::111122223333:user/ann", credential.Caller.Principal.Arn);
        Assert.Equal(key.SecretAccessKey, credential.SecretAccessKey);
        Assert.Equal("Active", key.Status);
    }

    [Fact]
    public async Task A_user_has_two_keys_at_the_most()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateUserAsync("ann");
        var input = new CreateAccessKeyInput { UserName = "ann" };
        await iam.SendAsync(IamModel.CreateAccessKey, input);
        await iam.SendAsync(IamModel.CreateAccessKey, input);

        var error = await iam.FailAsync(IamModel.CreateAccessKey, input);

        Assert.Equal("LimitExceeded", error.Code);
        Assert.Equal("Cannot exceed quota for AccessKeysPerUser: 2", error.Message);
    }

    [Fact]
    public async Task A_deleted_key_is_unknown_from_then_on()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateUserAsync("ann");
        var made = await iam.SendAsync(IamModel.CreateAccessKey, new CreateAccessKeyInput { UserName = "ann" });
        var id = made.AccessKey!.AccessKeyId!;

        await iam.SendAsync(IamModel.DeleteAccessKey, new DeleteAccessKeyInput { UserName = "ann", AccessKeyId = id });

        var listed = await iam.SendAsync(IamModel.ListAccessKeys, new ListAccessKeysInput { UserName = "ann" });
        Assert.Empty(listed.AccessKeyMetadata!);
        Assert.Null(iam.Door.Host.Credentials.Find(id));
    }

    [Fact]
    public async Task A_key_of_another_user_is_not_deleted()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateUserAsync("ann");
        var id = iam.Admin.AccessKeyId!;
        var input = new DeleteAccessKeyInput { UserName = "ann", AccessKeyId = id };

        var error = await iam.FailAsync(IamModel.DeleteAccessKey, input);

        Assert.Equal("NoSuchEntity", error.Code);
        Assert.Equal($"The Access Key with id {id} cannot be found.", error.Message);
        Assert.NotNull(iam.Door.Host.Credentials.Find(id));
    }

    [Fact]
    public async Task A_user_goes_after_its_keys()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateUserAsync("ann");
        var made = await iam.SendAsync(IamModel.CreateAccessKey, new CreateAccessKeyInput { UserName = "ann" });
        var delete = new DeleteUserInput { UserName = "ann" };

        var error = await iam.FailAsync(IamModel.DeleteUser, delete);
        await iam.SendAsync(
            IamModel.DeleteAccessKey,
            new DeleteAccessKeyInput { UserName = "ann", AccessKeyId = made.AccessKey!.AccessKeyId }
        );
        await iam.SendAsync(IamModel.DeleteUser, delete);
        var gone = await iam.FailAsync(IamModel.GetUser, new GetUserInput { UserName = "ann" });

        Assert.Equal("DeleteConflict", error.Code);
        Assert.Equal("Cannot delete entity, must delete access keys first.", error.Message);
        Assert.Equal("NoSuchEntity", gone.Code);
    }

    [Fact]
    public async Task A_user_with_attached_policies_is_not_deleted()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateUserAsync("ann");
        await iam.SendAsync(
            IamModel.AttachUserPolicy,
            new AttachUserPolicyInput { UserName = "ann", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }
        );

        var error = await iam.FailAsync(IamModel.DeleteUser, new DeleteUserInput { UserName = "ann" });
        var listed = await iam.SendAsync(
            IamModel.ListAttachedUserPolicies,
            new ListAttachedUserPoliciesInput { UserName = "ann" }
        );

        Assert.Equal("Cannot delete entity, must detach all policies first.", error.Message);
        Assert.Equal(["AdministratorAccess"], listed.AttachedPolicies!.Select(policy => policy.PolicyName));
    }
}
