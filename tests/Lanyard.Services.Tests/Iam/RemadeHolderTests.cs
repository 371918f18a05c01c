using Lanyard.Access.Identity;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Tests.Iam;

/// <summary>The policies of a role or user that took another's name while a call was on its way are neither shown nor changed.</summary>
public sealed class RemadeHolderTests
{
    private const string Everything = "arn:aws:iam::aws:policy/AdministratorAccess";

    private static readonly Dictionary<string, Func<IamDoor, Func<Task>, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["GetRolePolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.GetRolePolicy,
                new() { RoleName = "app", PolicyName = "p" },
                meanwhile
            ),
        ["DeleteRolePolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.DeleteRolePolicy,
                new() { RoleName = "app", PolicyName = "p" },
                meanwhile
            ),
        ["DetachRolePolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.DetachRolePolicy,
                new() { RoleName = "app", PolicyArn = Everything },
                meanwhile
            ),
        ["GetUserPolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.GetUserPolicy,
                new() { UserName = "ann", PolicyName = "p" },
                meanwhile
            ),
        ["DeleteUserPolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.DeleteUserPolicy,
                new() { UserName = "ann", PolicyName = "p" },
                meanwhile
            ),
        ["DetachUserPolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.DetachUserPolicy,
                new() { UserName = "ann", PolicyArn = Everything },
                meanwhile
            ),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_namesakes_policies_are_left_alone(string name)
    {
        await using var iam = await IamDoor.OpenAsync();
        await MakeAsync(iam);
        var (roles, users) = (iam.Door.Host.Identities.Roles, iam.Door.Host.Identities.Users);
        RoleRecord? role = null;
        UserRecord? user = null;

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            Calls[name]
                (
                    iam,
                    async () =>
                    {
                        role = await RemakeAsync(roles, Find(roles, "app") with { Id = "AROANAMESAKE" });
                        user = await RemakeAsync(users, Find(users, "ann") with { Id = "AIDANAMESAKE" });
                    }
                )
        );

        Assert.Equal("NoSuchEntity", error.Code);
        Assert.Matches("^The (role with name app|user with name ann) cannot be found.$", error.Message);
        Assert.Same(role, Find(roles, "app"));
        Assert.Same(user, Find(users, "ann"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_that_nothing_comes_between_is_done(string name)
    {
        await using var iam = await IamDoor.OpenAsync();
        await MakeAsync(iam);

        Assert.Null(await Record.ExceptionAsync(() => Calls[name](iam, () => Task.CompletedTask)));
    }

    private static async Task<T> RemakeAsync<T>(RecordTable<T> table, T namesake)
        where T : class, IRecord
    {
        await table.RemoveAsync(namesake.Key, TestContext.Current.CancellationToken);
        await table.PutAsync(namesake, TestContext.Current.CancellationToken);
        return namesake;
    }

    private static T Find<T>(RecordTable<T> table, string name)
        where T : class, IRecord => table.Find($"{IamDoor.Account}/{name}")!;

    private static async Task MakeAsync(IamDoor iam)
    {
        await iam.CreateRoleAsync("app");
        await iam.PutAsync("app", "p", IamDoor.Allow("s3:GetObject"));
        await iam.AttachAsync("app", Everything);
        await iam.CreateUserAsync("ann");
        await iam.SendAsync(
            IamModel.PutUserPolicy,
            new()
            {
                UserName = "ann",
                PolicyName = "p",
                PolicyDocument = IamDoor.Allow("s3:GetObject"),
            }
        );
        await iam.SendAsync(IamModel.AttachUserPolicy, new() { UserName = "ann", PolicyArn = Everything });
    }
}
