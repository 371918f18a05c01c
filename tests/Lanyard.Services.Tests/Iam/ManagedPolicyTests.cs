using Lanyard.Policy.ManagedPolicies;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Tests.Iam;

/// <summary>Managed policies, AWS's and the account's, and their attachment.</summary>
public sealed class ManagedPolicyTests
{
    private const string AdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";
    private const string ExecutionRole = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

    [Fact]
    public async Task A_policy_is_shown_with_its_one_version()
    {
        await using var iam = await IamDoor.OpenAsync();
        var document = IamDoor.Allow("sqs:SendMessage");
        var arn = await iam.CreatePolicyAsync("send", document, "/team/");

        var policy = (await iam.SendAsync(IamModel.GetPolicy, new GetPolicyInput { PolicyArn = arn })).Policy!;
        var input = new GetPolicyVersionInput { PolicyArn = arn, VersionId = "v1" };
        var version = (await iam.SendAsync(IamModel.GetPolicyVersion, input)).PolicyVersion!;
        var versions = await iam.SendAsync(
            IamModel.ListPolicyVersions,
            new ListPolicyVersionsInput { PolicyArn = arn }
        );

        Assert.Equal("arn:aws:iam::111122223333:policy/team/send", policy.Arn);
        Assert.Matches("^ANPA[A-Z2-7]{17}$", policy.PolicyId);
        Assert.Equal("v1", policy.DefaultVersionId);
        Assert.Equal(Uri.EscapeDataString(document), version.Document);
        Assert.True(version.IsDefaultVersion);
        Assert.Equal(["v1"], versions.Versions!.Select(each => each.VersionId));
    }

    [Fact]
    public async Task AWS_s_own_policies_are_there_offline()
    {
        await using var iam = await IamDoor.OpenAsync();

        var input = new GetPolicyVersionInput { PolicyArn = ExecutionRole, VersionId = "v1" };
        var version = (await iam.SendAsync(IamModel.GetPolicyVersion, input)).PolicyVersion!;
        var policy = (
            await iam.SendAsync(IamModel.GetPolicy, new GetPolicyInput { PolicyArn = ExecutionRole })
        ).Policy!;

        Assert.Contains(
            "ecr:GetAuthorizationToken",
            Uri.UnescapeDataString(version.Document!),
            StringComparison.Ordinal
        );
        Assert.Equal("/service-role/", policy.Path);
        Assert.Equal("AmazonECSTaskExecutionRolePolicy", policy.PolicyName);
    }

    [Fact]
    public async Task A_policy_of_AWS_is_shown_with_its_newest_version_and_dates()
    {
        const string PowerUser = "arn:aws:iam::aws:policy/PowerUserAccess";
        await using var iam = await IamDoor.OpenAsync();

        var policy = (await iam.SendAsync(IamModel.GetPolicy, new GetPolicyInput { PolicyArn = PowerUser })).Policy!;
        var listInput = new ListPolicyVersionsInput { PolicyArn = PowerUser };
        var listed = (await iam.SendAsync(IamModel.ListPolicyVersions, listInput)).Versions!;
        var input = new GetPolicyVersionInput { PolicyArn = PowerUser, VersionId = policy.DefaultVersionId };
        var version = (await iam.SendAsync(IamModel.GetPolicyVersion, input)).PolicyVersion!;

        Assert.Matches("^v[1-9][0-9]+$", policy.DefaultVersionId);
        Assert.Equal(new DateTimeOffset(2015, 2, 6, 18, 39, 47, TimeSpan.Zero), policy.CreateDate);
        Assert.True(policy.UpdateDate > policy.CreateDate);
        Assert.Equal(policy.UpdateDate, version.CreateDate);
        Assert.Contains("NotAction", Uri.UnescapeDataString(version.Document!), StringComparison.Ordinal);
        Assert.Equal([version with { Document = null }], listed);
    }

    [Fact]
    public async Task The_policies_of_AWS_are_listed_by_path()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreatePolicyAsync("own");
        var input = new ListPoliciesInput
        {
            Scope = "AWS",
            PathPrefix = "/job-function/",
            MaxItems = 1000,
        };

        var listed = (await iam.SendAsync(IamModel.ListPolicies, input)).Policies!;

        Assert.Contains("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", listed.Select(policy => policy.Arn));
        Assert.All(listed, policy => Assert.Equal("/job-function/", policy.Path));
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_no_entity()
    {
        await using var iam = await IamDoor.OpenAsync();
        var input = new GetPolicyVersionInput { PolicyArn = AdministratorAccess, VersionId = "v2" };

        var error = await iam.FailAsync(IamModel.GetPolicyVersion, input);

        Assert.Equal("NoSuchEntity", error.Code);
        Assert.Equal($"Policy {AdministratorAccess} version v2 does not exist or is not attachable.", error.Message);
    }

    [Fact]
    public async Task A_policy_that_is_not_there_is_no_entity()
    {
        await using var iam = await IamDoor.OpenAsync();
        var arn = IamDoor.PolicyArn("nothing");

        var error = await iam.FailAsync(IamModel.GetPolicy, new GetPolicyInput { PolicyArn = arn });

        Assert.Equal(404, error.StatusCode);
        Assert.Equal($"Policy {arn} was not found.", error.Message);
    }

    [Fact]
    public async Task What_is_no_ARN_of_a_policy_is_refused()
    {
        await using var iam = await IamDoor.OpenAsync();
        var input = new GetPolicyInput { PolicyArn = "AdministratorAccess-policy" };

        var error = await iam.FailAsync(IamModel.GetPolicy, input);

        Assert.Equal("ValidationError", error.Code);
        Assert.Equal("Invalid ARN:  Could not be parsed!", error.Message);
    }

    [Fact]
    public async Task A_name_is_taken_whatever_its_case_and_path()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreatePolicyAsync("send");
        var input = new CreatePolicyInput
        {
            PolicyName = "Send",
            Path = "/x/",
            PolicyDocument = IamDoor.Allow("sqs:SendMessage"),
        };

        var error = await iam.FailAsync(IamModel.CreatePolicy, input);

        Assert.Equal("EntityAlreadyExists", error.Code);
        Assert.Equal("A policy called Send already exists. Duplicate names are not allowed.", error.Message);
    }

    [Fact]
    public async Task A_policy_has_6144_characters_at_the_most()
    {
        await using var iam = await IamDoor.OpenAsync();
        var frame = IamDoor.Allow("s3:GetObject", "arn:aws:s3:::");
        var document = IamDoor.Allow("s3:GetObject", "arn:aws:s3:::" + new string('b', 6145 - frame.Length));
        var input = new CreatePolicyInput { PolicyName = "big", PolicyDocument = document };

        var error = await iam.FailAsync(IamModel.CreatePolicy, input);

        Assert.Equal("LimitExceeded", error.Code);
        Assert.Equal("Cannot exceed quota for PolicySize: 6144", error.Message);
    }

    [Theory]
    [InlineData("""{"Version":"2008-10-17",""")]
    [InlineData("{")]
    public async Task A_managed_policy_must_be_of_the_newer_language(string beginning)
    {
        await using var iam = await IamDoor.OpenAsync();
        var input = new CreatePolicyInput
        {
            PolicyName = "old",
            PolicyDocument =
                beginning + """ "Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""",
        };

        var error = await iam.FailAsync(IamModel.CreatePolicy, input);

        Assert.Equal("MalformedPolicyDocument", error.Code);
        Assert.Equal("Policy document must be version 2012-10-17 or greater.", error.Message);
    }

    [Fact]
    public async Task Attached_policies_are_listed_and_counted()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var arn = await iam.CreatePolicyAsync("send", path: "/team/");
        await iam.AttachAsync("app", ExecutionRole);
        await iam.AttachAsync("app", arn);
        await iam.AttachAsync("app", arn);

        var listed = await iam.SendAsync(
            IamModel.ListAttachedRolePolicies,
            new ListAttachedRolePoliciesInput { RoleName = "app" }
        );
        var inPath = await iam.SendAsync(
            IamModel.ListAttachedRolePolicies,
            new ListAttachedRolePoliciesInput { RoleName = "app", PathPrefix = "/team/" }
        );
        var policy = (await iam.SendAsync(IamModel.GetPolicy, new GetPolicyInput { PolicyArn = arn })).Policy!;

        Assert.Equal([ExecutionRole, arn], listed.AttachedPolicies!.Select(each => each.PolicyArn));
        Assert.Equal(["send"], inPath.AttachedPolicies!.Select(each => each.PolicyName));
        Assert.Equal(1, policy.AttachmentCount);
    }

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/NoSuchPolicyOfAws")]
    [InlineData("arn:aws:iam::111122223333:policy/nothing")]
    public async Task A_policy_that_is_not_there_is_not_attached(string arn)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var input = new AttachRolePolicyInput { RoleName = "app", PolicyArn = arn };

        var error = await iam.FailAsync(IamModel.AttachRolePolicy, input);

        Assert.Equal("NoSuchEntity", error.Code);
        Assert.Equal($"Policy {arn} does not exist or is not attachable.", error.Message);
    }

    [Fact]
    public async Task A_policy_of_another_account_is_not_attached()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var stranger = await iam.Door.AdministratorAsync(Policy.AccountId.Parse("999988887777"));
        var theirs = new CreatePolicyInput { PolicyName = "send", PolicyDocument = IamDoor.Allow("sqs:SendMessage") };
        var arn = (await iam.Door.SendAsync(stranger, IamModel.CreatePolicy, theirs)).Policy!.Arn!;
        var input = new AttachRolePolicyInput { RoleName = "app", PolicyArn = arn };

        var error = await iam.FailAsync(IamModel.AttachRolePolicy, input);

        Assert.Equal($"Policy {arn} does not exist or is not attachable.", error.Message);
    }

    [Fact]
    public async Task Ten_policies_are_attached_at_the_most()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        for (var i = 0; i < 10; i++)
        {
            await iam.AttachAsync("app", await iam.CreatePolicyAsync($"p{i}"));
        }

        var input = new AttachRolePolicyInput { RoleName = "app", PolicyArn = AdministratorAccess };
        var error = await iam.FailAsync(IamModel.AttachRolePolicy, input);

        Assert.Equal("LimitExceeded", error.Code);
        Assert.Equal("Cannot exceed quota for PoliciesPerRole: 10", error.Message);
    }

    [Fact]
    public async Task What_is_not_attached_is_not_detached()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var input = new DetachRolePolicyInput { RoleName = "app", PolicyArn = AdministratorAccess };

        var error = await iam.FailAsync(IamModel.DetachRolePolicy, input);

        Assert.Equal("NoSuchEntity", error.Code);
        Assert.Equal($"Policy {AdministratorAccess} was not found.", error.Message);
    }

    [Fact]
    public async Task An_attached_policy_is_not_deleted_before_it_is_detached()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateUserAsync("ann");
        var arn = await iam.CreatePolicyAsync("send");
        await iam.SendAsync(IamModel.AttachUserPolicy, new AttachUserPolicyInput { UserName = "ann", PolicyArn = arn });

        var error = await iam.FailAsync(IamModel.DeletePolicy, new DeletePolicyInput { PolicyArn = arn });
        await iam.SendAsync(IamModel.DetachUserPolicy, new DetachUserPolicyInput { UserName = "ann", PolicyArn = arn });
        await iam.SendAsync(IamModel.DeletePolicy, new DeletePolicyInput { PolicyArn = arn });
        var gone = await iam.FailAsync(IamModel.GetPolicy, new GetPolicyInput { PolicyArn = arn });

        Assert.Equal("DeleteConflict", error.Code);
        Assert.Equal("Cannot delete a policy attached to entities.", error.Message);
        Assert.Equal("NoSuchEntity", gone.Code);
    }

    [Fact]
    public async Task A_policy_of_AWS_is_not_ours_to_delete()
    {
        await using var iam = await IamDoor.OpenAsync();
        var input = new DeletePolicyInput { PolicyArn = AdministratorAccess };

        var error = await iam.FailAsync(IamModel.DeletePolicy, input);

        Assert.Equal("AccessDenied", error.Code);
        Assert.Equal("Policy is outside your own account.", error.Message);
    }

    [Theory]
    [InlineData("Local", false, new[] { "a", "b" })]
    [InlineData("Local", true, new[] { "b" })]
    [InlineData("All", true, new[] { "AdministratorAccess", "b" })]
    public async Task Policies_are_listed_by_scope_and_use(string scope, bool onlyAttached, string[] names)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        await iam.CreatePolicyAsync("a");
        await iam.AttachAsync("app", await iam.CreatePolicyAsync("b"));
        await iam.AttachAsync("app", AdministratorAccess);
        var input = new ListPoliciesInput { Scope = scope, OnlyAttached = onlyAttached };

        var listed = await iam.SendAsync(IamModel.ListPolicies, input);

        Assert.Equal(names, listed.Policies!.Select(policy => policy.PolicyName));
    }

    [Fact]
    public async Task All_policies_come_in_pages_that_neither_repeat_nor_leave_out()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreatePolicyAsync("AdministratorAccess");
        var arns = new List<string>();
        string? marker = null;
        do
        {
            var input = new ListPoliciesInput
            {
                MaxItems = 300,
                Marker = marker,
                PathPrefix = "/",
            };
            var page = await iam.SendAsync(IamModel.ListPolicies, input);
            arns.AddRange(page.Policies!.Select(policy => policy.Arn!));
            marker = page.Marker;
        } while (marker is not null);

        Assert.Equal(AwsManagedPolicies.Arns.Count + 1, arns.Count);
        Assert.Equal(arns.Count, arns.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(AdministratorAccess, arns);
        Assert.Contains(IamDoor.PolicyArn("AdministratorAccess"), arns);
    }

    [Theory]
    [InlineData("us-east-1", "arn:aws:")]
    [InlineData("cn-north-1", "arn:aws-cn:")]
    [InlineData("us-gov-west-1", "arn:aws-us-gov:")]
    public async Task AWS_s_own_policies_are_listed_in_the_partition_of_the_call(string region, string beginning)
    {
        await using var iam = await IamDoor.OpenAsync();
        var input = new ListPoliciesInput { Scope = "AWS" };

        var listed = await iam.Door.SendAsync(iam.Admin, IamModel.ListPolicies, input, region);

        Assert.All(
            listed.Policies!,
            policy => Assert.StartsWith($"{beginning}iam::aws:policy/", policy.Arn, StringComparison.Ordinal)
        );
        Assert.Equal($"{beginning}iam::aws:policy/{listed.Policies![0].PolicyName}", listed.Policies[0].Arn);
    }

    [Fact]
    public async Task A_boundary_is_set_shown_and_taken_away()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var arn = await iam.CreatePolicyAsync("limit");
        var get = new GetRoleInput { RoleName = "app" };

        await iam.SendAsync(
            IamModel.PutRolePermissionsBoundary,
            new PutRolePermissionsBoundaryInput { RoleName = "app", PermissionsBoundary = arn }
        );
        var bounded = (await iam.SendAsync(IamModel.GetRole, get)).Role!;
        var conflict = await iam.FailAsync(IamModel.DeletePolicy, new DeletePolicyInput { PolicyArn = arn });
        await iam.SendAsync(
            IamModel.DeleteRolePermissionsBoundary,
            new DeleteRolePermissionsBoundaryInput { RoleName = "app" }
        );
        var free = (await iam.SendAsync(IamModel.GetRole, get)).Role!;

        Assert.Equal("Policy", bounded.PermissionsBoundary!.PermissionsBoundaryType);
        Assert.Equal(arn, bounded.PermissionsBoundary.PermissionsBoundaryArn);
        Assert.Equal("DeleteConflict", conflict.Code);
        Assert.Null(free.PermissionsBoundary);
    }

    [Fact]
    public async Task A_boundary_must_be_there()
    {
        await using var iam = await IamDoor.OpenAsync();
        var arn = IamDoor.PolicyArn("nothing");
        var input = new CreateRoleInput
        {
            RoleName = "app",
            AssumeRolePolicyDocument = IamDoor.EcsTrust,
            PermissionsBoundary = arn,
        };

        var error = await iam.FailAsync(IamModel.CreateRole, input);

        Assert.Equal("NoSuchEntity", error.Code);
        Assert.Equal($"Scope ARN: {arn} does not exist or is not attachable.", error.Message);
    }

    [Fact]
    public async Task A_policy_that_is_deleted_while_it_is_being_attached_is_attached_to_nothing()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        for (var i = 0; i < 40; i++)
        {
            var arn = await iam.CreatePolicyAsync("send");
            await Task.WhenAll(
                Task.Run(() => TryAsync(() => iam.AttachAsync("app", arn)), TestContext.Current.CancellationToken),
                Task.Run(() => TryAsync(() => DeleteAsync(iam, arn)), TestContext.Current.CancellationToken)
            );

            var isThere = iam.Door.Host.Identities.Policies.TryGet(arn, out _);
            var role = iam.Door.Host.Identities.Roles.Find($"{IamDoor.Account}/app")!;
            Assert.Equal(isThere, role.AttachedPolicies.Contains(arn, StringComparer.Ordinal));

            await TryAsync(() => DetachAsync(iam, arn));
            await TryAsync(() => DeleteAsync(iam, arn));
        }
    }

    private static Task<DeletePolicyOutput> DeleteAsync(IamDoor iam, string arn) =>
        iam.SendAsync(IamModel.DeletePolicy, new DeletePolicyInput { PolicyArn = arn });

    private static Task<DetachRolePolicyOutput> DetachAsync(IamDoor iam, string arn) =>
        iam.SendAsync(IamModel.DetachRolePolicy, new DetachRolePolicyInput { RoleName = "app", PolicyArn = arn });

    private static async Task TryAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (Wire.Errors.AwsException)
        {
            // One of the two comes too late; which one does not matter here.
        }
    }
}
