using Lanyard.Access.Sessions;
using Lanyard.Services.Iam;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Tests.Iam;

/// <summary>What IAM's own actions need, and how they print what is refused.</summary>
public sealed class IamPermissionTests
{
    private const string Ann = "arn:aws:iam::111122223333:user/ann";

    private static readonly Dictionary<string, Func<IamDoor, Caller, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["iam:CreateRole"] = (iam, ann) =>
            iam.Door.SendAsync(
                ann,
                IamModel.CreateRole,
                new CreateRoleInput
                {
                    RoleName = "x",
                    Path = "/p/",
                    AssumeRolePolicyDocument = "{}",
                }
            ),
        ["iam:GetRole"] = (iam, ann) => iam.Door.SendAsync(ann, IamModel.GetRole, new GetRoleInput { RoleName = "x" }),
        ["iam:ListRoles"] = (iam, ann) => iam.Door.SendAsync(ann, IamModel.ListRoles, new ListRolesInput()),
        ["iam:GetUser"] = (iam, ann) => iam.Door.SendAsync(ann, IamModel.GetUser, new GetUserInput { UserName = "x" }),
        ["iam:CreateUser"] = (iam, ann) =>
            iam.Door.SendAsync(ann, IamModel.CreateUser, new CreateUserInput { UserName = "x" }),
        ["iam:CreatePolicy"] = (iam, ann) =>
            iam.Door.SendAsync(
                ann,
                IamModel.CreatePolicy,
                new CreatePolicyInput { PolicyName = "x", PolicyDocument = "{}" }
            ),
        ["iam:GetPolicy"] = (iam, ann) =>
            iam.Door.SendAsync(
                ann,
                IamModel.GetPolicy,
                new GetPolicyInput { PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }
            ),
        ["iam:ListPolicies"] = (iam, ann) => iam.Door.SendAsync(ann, IamModel.ListPolicies, new ListPoliciesInput()),
    };

    [Theory]
    [InlineData("iam:CreateRole", "arn:aws:iam::111122223333:role/p/x")]
    [InlineData("iam:GetRole", "role x")]
    [InlineData("iam:ListRoles", "arn:aws:iam::111122223333:role/")]
    [InlineData("iam:GetUser", "user x")]
    [InlineData("iam:CreateUser", "arn:aws:iam::111122223333:user/x")]
    [InlineData("iam:CreatePolicy", "policy x")]
    [InlineData("iam:GetPolicy", "policy arn:aws:iam::aws:policy/AdministratorAccess")]
    [InlineData("iam:ListPolicies", "policy path /")]
    public async Task A_refusal_prints_the_resource_as_IAM_does(string action, string shown)
    {
        await using var iam = await IamDoor.OpenAsync();
        var ann = await iam.Door.UserAsync("ann", IamDoor.Allow("s3:*"));

        var error = await Assert.ThrowsAsync<AwsException>(() => Calls[action](iam, ann));

        Assert.Equal("AccessDenied", error.Code);
        Assert.Equal(403, error.StatusCode);
        Assert.Equal(
            $"User: {Ann} is not authorized to perform: {action} on resource: {shown} because no identity-based policy allows the {action} action",
            error.Message
        );
    }

    [Fact]
    public async Task A_role_is_asked_about_by_its_ARN_with_its_path()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app", path: "/team/");
        await iam.CreateRoleAsync("other");
        var ann = await iam.Door.UserAsync("ann", IamDoor.Allow("iam:GetRole", IamDoor.RoleArn("team/*")));

        var shown = await iam.Door.SendAsync(ann, IamModel.GetRole, new GetRoleInput { RoleName = "app" });
        var refused = await iam.FailAsync(ann, IamModel.GetRole, new GetRoleInput { RoleName = "other" });

        Assert.Equal("app", shown.Role!.RoleName);
        Assert.Equal("AccessDenied", refused.Code);
    }

    [Fact]
    public async Task Permission_comes_before_existence()
    {
        await using var iam = await IamDoor.OpenAsync();
        var ann = await iam.Door.UserAsync("ann", IamDoor.Allow("s3:*"));

        var error = await iam.FailAsync(ann, IamModel.DeleteRole, new DeleteRoleInput { RoleName = "nothing" });

        Assert.Equal("AccessDenied", error.Code);
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:policy/limit", true)]
    [InlineData(null, false)]
    public async Task A_role_may_have_to_be_made_with_a_boundary(string? boundary, bool isAllowed)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreatePolicyAsync("limit");
        var ann = await iam.Door.UserAsync(
            "ann",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:CreateRole","Resource":"*",
            "Condition":{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}}}]}
            """
        );
        var input = new CreateRoleInput
        {
            RoleName = "app",
            AssumeRolePolicyDocument = IamDoor.EcsTrust,
            PermissionsBoundary = boundary,
        };

        Assert.Equal(isAllowed, await IsAllowedAsync(() => iam.Door.SendAsync(ann, IamModel.CreateRole, input)));
    }

    [Theory]
    [InlineData("bounded", true)]
    [InlineData("free", false)]
    public async Task A_policy_may_be_attached_to_bounded_roles_alone(string role, bool isAllowed)
    {
        await using var iam = await IamDoor.OpenAsync();
        var limit = await iam.CreatePolicyAsync("limit");
        await iam.CreateRoleAsync("bounded");
        await iam.CreateRoleAsync("free");
        await iam.SendAsync(
            IamModel.PutRolePermissionsBoundary,
            new PutRolePermissionsBoundaryInput { RoleName = "bounded", PermissionsBoundary = limit }
        );
        var ann = await iam.Door.UserAsync(
            "ann",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:AttachRolePolicy","Resource":"*",
            "Condition":{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::111122223333:policy/limit"}}}]}
            """
        );
        var input = new AttachRolePolicyInput { RoleName = role, PolicyArn = limit };

        Assert.Equal(isAllowed, await IsAllowedAsync(() => iam.Door.SendAsync(ann, IamModel.AttachRolePolicy, input)));
    }

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy", true)]
    [InlineData("arn:aws:iam::aws:policy/AdministratorAccess", false)]
    public async Task Which_policies_may_be_attached_can_be_limited(string policy, bool isAllowed)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var ann = await iam.Door.UserAsync(
            "ann",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:AttachRolePolicy","Resource":"*",
            "Condition":{"ArnLike":{"iam:PolicyARN":"arn:aws:iam::aws:policy/service-role/*"}}}]}
            """
        );
        var input = new AttachRolePolicyInput { RoleName = "app", PolicyArn = policy };

        Assert.Equal(isAllowed, await IsAllowedAsync(() => iam.Door.SendAsync(ann, IamModel.AttachRolePolicy, input)));
    }

    [Fact]
    public async Task Tags_on_a_new_role_need_the_right_to_tag()
    {
        await using var iam = await IamDoor.OpenAsync();
        var ann = await iam.Door.UserAsync("ann", IamDoor.Allow("iam:CreateRole"));
        var input = new CreateRoleInput
        {
            RoleName = "app",
            AssumeRolePolicyDocument = IamDoor.EcsTrust,
            Tags = [new Tag { Key = "team", Value = "a" }],
        };

        var error = await iam.FailAsync(ann, IamModel.CreateRole, input);

        Assert.Contains(
            "is not authorized to perform: iam:TagRole on resource:",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("b", false)]
    public async Task A_roles_tags_count_as_the_resources(string team, bool isAllowed)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.SendAsync(
            IamModel.CreateRole,
            new CreateRoleInput
            {
                RoleName = "app",
                AssumeRolePolicyDocument = IamDoor.EcsTrust,
                Tags = [new Tag { Key = "team", Value = team }],
            }
        );
        var ann = await iam.Door.UserAsync(
            "ann",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRole","Resource":"*",
            "Condition":{"StringEquals":{"aws:ResourceTag/team":"a","iam:ResourceTag/team":"a"}}}]}
            """
        );
        var input = new GetRoleInput { RoleName = "app" };

        Assert.Equal(isAllowed, await IsAllowedAsync(() => iam.Door.SendAsync(ann, IamModel.GetRole, input)));
    }

    [Fact]
    public async Task A_change_of_a_roles_policies_counts_at_the_next_call()
    {
        await using var iam = await IamDoor.OpenAsync();
        var role = await iam.Door.RoleAsync("app", IamDoor.EcsTrust, IamDoor.Allow("s3:*"));
        var session = await iam.Door.SessionAsync(role);
        var get = new GetRoleInput { RoleName = "app" };

        var before = await IsAllowedAsync(() => iam.Door.SendAsync(session, IamModel.GetRole, get));
        await iam.PutAsync("app", "more", IamDoor.Allow("iam:GetRole"));
        var with = await IsAllowedAsync(() => iam.Door.SendAsync(session, IamModel.GetRole, get));
        await iam.SendAsync(
            IamModel.DeleteRolePolicy,
            new DeleteRolePolicyInput { RoleName = "app", PolicyName = "more" }
        );
        var after = await IsAllowedAsync(() => iam.Door.SendAsync(session, IamModel.GetRole, get));

        Assert.Equal((false, true, false), (before, with, after));
    }

    [Fact]
    public async Task What_IAM_answers_survives_a_restart()
    {
        await using var iam = await IamDoor.OpenAsync();
        var made = await iam.CreateRoleAsync("app", path: "/team/");
        await iam.AttachAsync("app", await iam.CreatePolicyAsync("send"));

        await using var again = await TestDoor.OpenAsync(
            host => Task.FromResult<IReadOnlyList<IService>>([new IamService(host)]),
            iam.Door
        );
        var admin = await again.AdministratorAsync();
        var role = (await again.SendAsync(admin, IamModel.GetRole, new GetRoleInput { RoleName = "app" })).Role!;
        var attached = await again.SendAsync(
            admin,
            IamModel.ListAttachedRolePolicies,
            new ListAttachedRolePoliciesInput { RoleName = "app" }
        );
        Assert.Equal((made.Arn, made.RoleId), (role.Arn, role.RoleId));
        Assert.Equal(["send"], attached.AttachedPolicies!.Select(policy => policy.PolicyName));
    }

    private static async Task<bool> IsAllowedAsync(Func<Task> send)
    {
        try
        {
            await send();
            return true;
        }
        catch (AwsException error) when (error.Code == "AccessDenied")
        {
            return false;
        }
    }
}
