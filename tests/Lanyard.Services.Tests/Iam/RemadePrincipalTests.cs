using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Tests.Iam;

/// <summary>A role or user that is deleted and made again while a call is on its way is another, which nobody judged the call on.</summary>
public sealed class RemadePrincipalTests
{
    private const string Everything = "arn:aws:iam::aws:policy/AdministratorAccess";

    private static readonly Dictionary<string, Func<IamDoor, Func<Task>, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["GetRole"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.GetRole, new() { RoleName = "app" }, meanwhile),
        ["PutRolePolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.PutRolePolicy,
                new()
                {
                    RoleName = "app",
                    PolicyName = "all",
                    PolicyDocument = IamDoor.Allow("*"),
                },
                meanwhile
            ),
        ["AttachRolePolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.AttachRolePolicy,
                new() { RoleName = "app", PolicyArn = Everything },
                meanwhile
            ),
        ["UpdateAssumeRolePolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.UpdateAssumeRolePolicy,
                new() { RoleName = "app", PolicyDocument = IamDoor.Trust(IamDoor.Account) },
                meanwhile
            ),
        ["PutRolePermissionsBoundary"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.PutRolePermissionsBoundary,
                new() { RoleName = "app", PermissionsBoundary = Everything },
                meanwhile
            ),
        ["DeleteRole"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.DeleteRole, new() { RoleName = "app" }, meanwhile),
        ["UpdateRole"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.UpdateRole,
                new() { RoleName = "app", MaxSessionDuration = 7200 },
                meanwhile
            ),
        ["DeleteRolePermissionsBoundary"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.DeleteRolePermissionsBoundary,
                new() { RoleName = "app" },
                meanwhile
            ),
        ["ListRolePolicies"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.ListRolePolicies, new() { RoleName = "app" }, meanwhile),
        ["ListAttachedRolePolicies"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.ListAttachedRolePolicies, new() { RoleName = "app" }, meanwhile),
        ["ListInstanceProfilesForRole"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.ListInstanceProfilesForRole, new() { RoleName = "app" }, meanwhile),
        ["GetUser"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.GetUser, new() { UserName = "ann" }, meanwhile),
        ["PutUserPolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.PutUserPolicy,
                new()
                {
                    UserName = "ann",
                    PolicyName = "all",
                    PolicyDocument = IamDoor.Allow("*"),
                },
                meanwhile
            ),
        ["AttachUserPolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.AttachUserPolicy,
                new() { UserName = "ann", PolicyArn = Everything },
                meanwhile
            ),
        ["ListUserPolicies"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.ListUserPolicies, new() { UserName = "ann" }, meanwhile),
        ["ListAttachedUserPolicies"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.ListAttachedUserPolicies, new() { UserName = "ann" }, meanwhile),
        ["DeleteUser"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.DeleteUser, new() { UserName = "ann" }, meanwhile),
        ["ListAccessKeys"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.ListAccessKeys, new() { UserName = "ann" }, meanwhile),
        ["CreateAccessKey"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.CreateAccessKey, new() { UserName = "ann" }, meanwhile),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_judged_on_one_is_not_done_on_its_namesake(string name)
    {
        await using var iam = await IamDoor.OpenAsync();
        await MakeAsync(iam);

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            Calls[name]
                (
                    iam,
                    async () =>
                    {
                        await iam.SendAsync(IamModel.DeleteRole, new DeleteRoleInput { RoleName = "app" });
                        await iam.SendAsync(IamModel.DeleteUser, new DeleteUserInput { UserName = "ann" });
                        await MakeAsync(iam);
                    }
                )
        );

        Assert.Equal("NoSuchEntity", error.Code);
        Assert.Equal(404, error.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_judged_on_nobody_is_not_done_on_who_came_since(string name)
    {
        await using var iam = await IamDoor.OpenAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() => Calls[name](iam, () => MakeAsync(iam)));

        Assert.Equal("NoSuchEntity", error.Code);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_is_done_on_who_was_changed_and_is_the_same(string name)
    {
        await using var iam = await IamDoor.OpenAsync();
        await MakeAsync(iam);
        var change = new UpdateRoleInput { RoleName = "app", Description = "changed" };

        var error = await Record.ExceptionAsync(() =>
            Calls[name](iam, () => iam.SendAsync(IamModel.UpdateRole, change))
        );

        Assert.Null(error);
    }

    private static async Task MakeAsync(IamDoor iam)
    {
        await iam.CreateRoleAsync("app");
        await iam.CreateUserAsync("ann");
    }
}
