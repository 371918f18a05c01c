using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Tests.Iam;

/// <summary>What IAM takes as a trust policy, and what becomes of the principals it names.</summary>
public sealed class TrustPolicyTests
{
    public static TheoryData<string, string> Malformed() =>
        new()
        {
            { "{", "This policy contains invalid Json" },
            {
                """{"Version":"2012-10-17","Statement":[{"Action":"sts:AssumeRole","Principal":"*","Effect":"Allow",}]}""",
                "This policy contains invalid Json"
            },
            { IamDoor.Trust("arn:aws:iam::111122223333:root") + "}", "This policy contains invalid Json" },
            {
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"tagging.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
                "Invalid principal in policy: \"SERVICE\":\"tagging.amazonaws.com\""
            },
            {
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
                "Invalid principal in policy: \"SERVICE\":\"amazonaws.com\""
            },
            {
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole","Resource":"*"}]}""",
                "Has prohibited field Resource"
            },
            {
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"s3:GetObject"}]}""",
                "AssumeRole policy may only specify STS AssumeRole actions."
            },
            {
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}""",
                "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: The passed in policy has a statement with no principals!"
            },
            {
                IamDoor.Trust("arn:aws:iam::111122223333:role/nobody"),
                "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:role/nobody\""
            },
            {
                IamDoor.Trust("arn:aws:iam::111122223333:user/nobody"),
                "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:user/nobody\""
            },
            {
                IamDoor.Trust("arn:aws:sts::111122223333:assumed-role/nobody/session"),
                "Invalid principal in policy: \"AWS\":\"arn:aws:sts::111122223333:assumed-role/nobody/session\""
            },
            {
                IamDoor.Trust("AROAAAAAAAAAAAAAAAAAA"),
                "Invalid principal in policy: \"AWS\":\"AROAAAAAAAAAAAAAAAAAA\""
            },
        };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_trust_policy_is_refused_in_IAMs_words(string document, string sentence)
    {
        await using var iam = await IamDoor.OpenAsync();
        var input = new CreateRoleInput { RoleName = "app", AssumeRolePolicyDocument = document };

        var error = await iam.FailAsync(IamModel.CreateRole, input);

        Assert.Equal("MalformedPolicyDocument", error.Code);
        Assert.Equal(400, error.StatusCode);
        Assert.Equal(sentence, error.Message);
    }

    [Theory]
    [InlineData("111122223333")]
    [InlineData("arn:aws:iam::111122223333:root")]
    [InlineData("arn:aws:iam::111122223333:user/administrator")]
    [InlineData("arn:aws:iam::444455556666:role/somewhere-else")]
    [InlineData("*")]
    public async Task Principals_that_are_there_or_elsewhere_are_taken(string principal)
    {
        await using var iam = await IamDoor.OpenAsync();

        var role = await iam.CreateRoleAsync("app", IamDoor.Trust(principal));

        Assert.Equal(IamDoor.Trust(principal), Uri.UnescapeDataString(role.AssumeRolePolicyDocument!));
    }

    [Fact]
    public async Task A_trust_policy_may_have_2048_characters_beside_white_space()
    {
        await using var iam = await IamDoor.OpenAsync();
        var padding = new string('a', 2048 - IamDoor.EcsTrust.Length - "\"Id\":\"\",".Length);
        var fits = IamDoor.EcsTrust.Insert(1, $" \n\t \"Id\":\"{padding}\",");
        var exceeds = IamDoor.EcsTrust.Insert(1, $"\"Id\":\"{padding}a\",");
        await iam.CreateRoleAsync("fits", fits);
        var input = new CreateRoleInput { RoleName = "exceeds", AssumeRolePolicyDocument = exceeds };

        var error = await iam.FailAsync(IamModel.CreateRole, input);

        Assert.Equal("LimitExceeded", error.Code);
        Assert.Equal("Cannot exceed quota for ACLSizePerRole: 2048", error.Message);
    }

    [Fact]
    public async Task A_trust_policy_can_be_replaced()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var trust = IamDoor.Trust(IamDoor.Account);
        var input = new UpdateAssumeRolePolicyInput { RoleName = "app", PolicyDocument = trust };

        await iam.SendAsync(IamModel.UpdateAssumeRolePolicy, input);

        Assert.Equal(trust, await TrustOf(iam, "app"));
    }

    [Fact]
    public async Task A_malformed_replacement_leaves_the_old_one()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var input = new UpdateAssumeRolePolicyInput { RoleName = "app", PolicyDocument = "{}" };

        var error = await iam.FailAsync(IamModel.UpdateAssumeRolePolicy, input);

        Assert.Equal("MalformedPolicyDocument", error.Code);
        Assert.Equal(IamDoor.EcsTrust, await TrustOf(iam, "app"));
    }

    [Fact]
    public async Task A_deleted_principal_stands_in_trust_policies_by_its_id_alone()
    {
        await using var iam = await IamDoor.OpenAsync();
        var caller = await iam.CreateRoleAsync("caller");
        var trust = $$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
            "Principal":{"AWS":["{{{caller.Arn}}}","{{{IamDoor.Account}}}"]},"Action":"sts:AssumeRole",
            "Condition":{"ArnEquals":{"aws:PrincipalArn":"{{{caller.Arn}}}"} }
            }]}
            """;
        await iam.CreateRoleAsync("app", trust);

        await iam.SendAsync(IamModel.DeleteRole, new DeleteRoleInput { RoleName = "caller" });

        var after = await TrustOf(iam, "app");
        Assert.Contains($"\"AWS\":[\"{caller.RoleId}\",\"{IamDoor.Account}\"]", after, StringComparison.Ordinal);
        Assert.Contains($"\"aws:PrincipalArn\":\"{caller.Arn}\"", after, StringComparison.Ordinal);
    }

    private static async Task<string> TrustOf(IamDoor iam, string name)
    {
        var role = (await iam.SendAsync(IamModel.GetRole, new GetRoleInput { RoleName = name })).Role!;
        return Uri.UnescapeDataString(role.AssumeRolePolicyDocument!);
    }
}
