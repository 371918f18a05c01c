using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Tests.Iam;

/// <summary>Inline policies of roles and users.</summary>
public sealed class InlinePolicyTests
{
    [Fact]
    public async Task A_role_policy_is_kept_as_given_and_shown_percent_encoded()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var document = IamDoor.Allow("s3:GetObject", "arn:aws:s3:::b/*");
        await iam.PutAsync("app", "read", document);

        var input = new GetRolePolicyInput { RoleName = "app", PolicyName = "read" };
        var shown = await iam.SendAsync(IamModel.GetRolePolicy, input);

        Assert.Equal("app", shown.RoleName);
        Assert.Equal(Uri.EscapeDataString(document), shown.PolicyDocument);
    }

    [Fact]
    public async Task Role_policies_are_listed_in_pages()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        await iam.PutAsync("app", "b", IamDoor.Allow("s3:GetObject"));
        await iam.PutAsync("app", "a", IamDoor.Allow("s3:GetObject"));

        var first = await iam.SendAsync(
            IamModel.ListRolePolicies,
            new ListRolePoliciesInput { RoleName = "app", MaxItems = 1 }
        );
        var second = await iam.SendAsync(
            IamModel.ListRolePolicies,
            new ListRolePoliciesInput { RoleName = "app", Marker = first.Marker }
        );

        Assert.Equal(["a"], first.PolicyNames!);
        Assert.True(first.IsTruncated);
        Assert.Equal(["b"], second.PolicyNames!);
        Assert.False(second.IsTruncated);
    }

    [Theory]
    [InlineData("{\"Version\":\"2012-10-17\"}", "Syntax errors in policy.")]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}""",
        "Policy document should not specify a principal."
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"GetObject","Resource":"*"}]}""",
        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"bucket"}]}""",
        "Resource bucket must be in ARN format or \"*\"."
    )]
    public async Task A_malformed_policy_is_refused_in_IAMs_words(string document, string sentence)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var input = new PutRolePolicyInput
        {
            RoleName = "app",
            PolicyName = "p",
            PolicyDocument = document,
        };

        var error = await iam.FailAsync(IamModel.PutRolePolicy, input);

        Assert.Equal("MalformedPolicyDocument", error.Code);
        Assert.Equal(sentence, error.Message);
    }

    [Fact]
    public async Task Inline_policies_of_a_role_have_10240_characters_together()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        await iam.PutAsync("app", "a", OfSize(6000));
        await iam.PutAsync("app", "b", OfSize(4240));
        var input = new PutRolePolicyInput
        {
            RoleName = "app",
            PolicyName = "b",
            PolicyDocument = OfSize(4241),
        };

        var error = await iam.FailAsync(IamModel.PutRolePolicy, input);

        Assert.Equal("LimitExceeded", error.Code);
        Assert.Equal(409, error.StatusCode);
        Assert.Equal("Maximum policy size of 10240 bytes exceeded for role app", error.Message);
    }

    [Fact]
    public async Task Inline_policies_of_a_user_have_2048_characters_together()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateUserAsync("ann");
        var input = new PutUserPolicyInput
        {
            UserName = "ann",
            PolicyName = "p",
            PolicyDocument = OfSize(2049),
        };

        var error = await iam.FailAsync(IamModel.PutUserPolicy, input);

        Assert.Equal("Maximum policy size of 2048 bytes exceeded for user ann", error.Message);
    }

    [Fact]
    public async Task A_role_policy_that_is_not_there_is_neither_shown_nor_deleted()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");

        var shown = await iam.FailAsync(
            IamModel.GetRolePolicy,
            new GetRolePolicyInput { RoleName = "app", PolicyName = "p" }
        );
        var deleted = await iam.FailAsync(
            IamModel.DeleteRolePolicy,
            new DeleteRolePolicyInput { RoleName = "app", PolicyName = "p" }
        );

        Assert.Equal("The role policy with name p cannot be found.", shown.Message);
        Assert.Equal("The role policy with name p cannot be found.", deleted.Message);
    }

    [Fact]
    public async Task A_deleted_role_policy_is_gone()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        await iam.PutAsync("app", "p", IamDoor.Allow("s3:GetObject"));

        await iam.SendAsync(
            IamModel.DeleteRolePolicy,
            new DeleteRolePolicyInput { RoleName = "app", PolicyName = "p" }
        );

        var listed = await iam.SendAsync(IamModel.ListRolePolicies, new ListRolePoliciesInput { RoleName = "app" });
        Assert.Empty(listed.PolicyNames!);
    }

    [Fact]
    public async Task A_user_policy_goes_the_same_way()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateUserAsync("ann");
        var document = IamDoor.Allow("s3:GetObject");
        var name = new GetUserPolicyInput { UserName = "ann", PolicyName = "p" };

        await iam.SendAsync(
            IamModel.PutUserPolicy,
            new PutUserPolicyInput
            {
                UserName = "ann",
                PolicyName = "p",
                PolicyDocument = document,
            }
        );
        var shown = await iam.SendAsync(IamModel.GetUserPolicy, name);
        var listed = await iam.SendAsync(IamModel.ListUserPolicies, new ListUserPoliciesInput { UserName = "ann" });
        await iam.SendAsync(
            IamModel.DeleteUserPolicy,
            new DeleteUserPolicyInput { UserName = "ann", PolicyName = "p" }
        );
        var gone = await iam.FailAsync(IamModel.GetUserPolicy, name);

        Assert.Equal(Uri.EscapeDataString(document), shown.PolicyDocument);
        Assert.Equal(["p"], listed.PolicyNames!);
        Assert.Equal("The user policy with name p cannot be found.", gone.Message);
    }

    private static string OfSize(int size)
    {
        var frame = IamDoor.Allow("s3:GetObject", "arn:aws:s3:::");
        return IamDoor.Allow("s3:GetObject", "arn:aws:s3:::" + new string('b', size - frame.Length));
    }
}
