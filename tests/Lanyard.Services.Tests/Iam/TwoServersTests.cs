using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Tests.Iam;

/// <summary>Two servers over one store are one IAM: what rests on several records holds across both.</summary>
public sealed class TwoServersTests
{
    [Fact]
    public async Task What_one_writes_the_other_answers()
    {
        await using var one = await IamDoor.OpenAsync();
        await using var other = await one.OpenBesideAsync();
        await one.CreateRoleAsync("app");
        await one.AttachAsync("app", await one.CreatePolicyAsync("send"));

        await other.Door.CaughtUpAsync();
        var attached = await other.SendAsync(IamModel.ListAttachedRolePolicies, new() { RoleName = "app" });

        Assert.Equal(["send"], attached.AttachedPolicies!.Select(policy => policy.PolicyName));
    }

    [Fact]
    public async Task A_name_that_one_gave_the_other_does_not_give_in_another_case()
    {
        await using var one = await IamDoor.OpenAsync();
        await using var other = await one.OpenBesideAsync();
        await one.CreateRoleAsync("app");
        await one.CreateUserAsync("ann");
        await one.CreatePolicyAsync("send");

        var role = await Assert.ThrowsAsync<AwsException>(() => other.CreateRoleAsync("App"));
        var user = await Assert.ThrowsAsync<AwsException>(() => other.CreateUserAsync("Ann"));
        var policy = await Assert.ThrowsAsync<AwsException>(() => other.CreatePolicyAsync("Send", path: "/x/"));

        Assert.All([role, user, policy], error => Assert.Equal("EntityAlreadyExists", error.Code));
    }

    [Fact]
    public async Task What_one_deletes_the_other_does_not_attach()
    {
        await using var one = await IamDoor.OpenAsync();
        await using var other = await one.OpenBesideAsync();
        var arn = await MakeAsync(one, other);

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            other.Door.SendAsync(
                other.Admin,
                IamModel.AttachRolePolicy,
                new() { RoleName = "app", PolicyArn = arn },
                () => one.SendAsync(IamModel.DeletePolicy, new() { PolicyArn = arn })
            )
        );

        Assert.Equal($"Policy {arn} does not exist or is not attachable.", error.Message);
    }

    [Fact]
    public async Task What_one_deletes_the_other_does_not_make_a_boundary()
    {
        await using var one = await IamDoor.OpenAsync();
        await using var other = await one.OpenBesideAsync();
        var arn = await MakeAsync(one, other);

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            other.Door.SendAsync(
                other.Admin,
                IamModel.CreateUser,
                new() { UserName = "zoe", PermissionsBoundary = arn },
                () => one.SendAsync(IamModel.DeletePolicy, new() { PolicyArn = arn })
            )
        );

        Assert.Equal($"Scope ARN: {arn} does not exist or is not attachable.", error.Message);
    }

    [Fact]
    public async Task What_one_attaches_the_other_does_not_delete()
    {
        await using var one = await IamDoor.OpenAsync();
        await using var other = await one.OpenBesideAsync();
        var arn = await MakeAsync(one, other);

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            other.Door.SendAsync(
                other.Admin,
                IamModel.DeletePolicy,
                new() { PolicyArn = arn },
                () => one.AttachAsync("app", arn)
            )
        );

        Assert.Equal("DeleteConflict", error.Code);
        Assert.NotNull(one.Door.Host.Identities.Policies.Find(arn));
    }

    [Fact]
    public async Task A_user_has_two_keys_at_the_most_whoever_makes_them()
    {
        await using var one = await IamDoor.OpenAsync();
        await using var other = await one.OpenBesideAsync();
        _ = await MakeAsync(one, other);
        var input = new CreateAccessKeyInput { UserName = "ann" };

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            other.Door.SendAsync(
                other.Admin,
                IamModel.CreateAccessKey,
                input,
                async () =>
                {
                    await one.SendAsync(IamModel.CreateAccessKey, input);
                    await one.SendAsync(IamModel.CreateAccessKey, input);
                }
            )
        );

        Assert.Equal("Cannot exceed quota for AccessKeysPerUser: 2", error.Message);
    }

    [Fact]
    public async Task A_user_whom_one_gives_a_key_the_other_does_not_delete()
    {
        await using var one = await IamDoor.OpenAsync();
        await using var other = await one.OpenBesideAsync();
        _ = await MakeAsync(one, other);

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            other.Door.SendAsync(
                other.Admin,
                IamModel.DeleteUser,
                new() { UserName = "ann" },
                () => one.SendAsync(IamModel.CreateAccessKey, new() { UserName = "ann" })
            )
        );

        Assert.Equal("Cannot delete entity, must delete access keys first.", error.Message);
    }

    [Fact]
    public async Task A_role_that_one_deletes_the_other_does_not_trust()
    {
        await using var one = await IamDoor.OpenAsync();
        await using var other = await one.OpenBesideAsync();
        _ = await MakeAsync(one, other);
        await one.CreateRoleAsync("caller");
        await other.Door.CaughtUpAsync();
        var trust = IamDoor.Trust(IamDoor.RoleArn("caller"));

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            other.Door.SendAsync(
                other.Admin,
                IamModel.UpdateAssumeRolePolicy,
                new() { RoleName = "app", PolicyDocument = trust },
                () => one.SendAsync(IamModel.DeleteRole, new() { RoleName = "caller" })
            )
        );

        Assert.Equal("MalformedPolicyDocument", error.Code);
    }

    // A role, a user and a policy that both servers know.
    private static async Task<string> MakeAsync(IamDoor one, IamDoor other)
    {
        await one.CreateRoleAsync("app");
        await one.CreateUserAsync("ann");
        var arn = await one.CreatePolicyAsync("send");
        await other.Door.CaughtUpAsync();
        return arn;
    }
}
