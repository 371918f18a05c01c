using Lanyard.Access.Sessions;
using Lanyard.Services.Tests.Iam;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.Sts;
using Tag = Lanyard.Wire.Models.Sts.Tag;

namespace Lanyard.Services.Tests.Sts;

/// <summary>Session tags, source identities, and how they go from role to role.</summary>
public sealed class SessionTagTests
{
    private const string Tagging =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}]}""";

    [Theory]
    [InlineData("a", true)]
    [InlineData("b", false)]
    public async Task Rule_92_a_sessions_tags_are_its_principals(string team, bool isAllowed)
    {
        await using var iam = await OpenAsync();
        await iam.PutAsync(
            "app",
            "own",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRole","Resource":"*",
            "Condition":{"StringEquals":{"aws:PrincipalTag/team":"a"}}}]}
            """
        );
        var session = await SessionAsync(iam, iam.Admin, Input("app", new Tag { Key = "Team", Value = team }));

        var error = await Record.ExceptionAsync(() =>
            iam.Door.SendAsync(session, IamModel.GetRole, new GetRoleInput { RoleName = "app" })
        );

        Assert.Equal(isAllowed, error is null);
    }

    [Fact]
    public async Task Rules_92_106_a_sessions_tag_takes_the_place_of_its_roles_whatever_the_case()
    {
        await using var iam = await OpenAsync();
        await iam.SendAsync(
            IamModel.CreateRole,
            new CreateRoleInput
            {
                RoleName = "tagged",
                AssumeRolePolicyDocument = Tagging,
                Tags = [new Wire.Models.Iam.Tag { Key = "Team", Value = "roles" }],
            }
        );

        var session = await SessionAsync(iam, iam.Admin, Input("tagged", new Tag { Key = "team", Value = "sessions" }));

        Assert.Equal("sessions", Assert.Single(session.Tags).Value);
    }

    [Fact]
    public async Task Rule_103_tags_need_a_trust_policy_that_lets_them_be_set()
    {
        await using var iam = await OpenAsync();
        await iam.CreateRoleAsync("plain", IamDoor.Trust(IamDoor.Account));
        var input = Input("plain", new Tag { Key = "team", Value = "a" });

        var error = await iam.FailAsync(StsModel.AssumeRole, input);

        Assert.Equal(
            "User: arn:aws:iam::111122223333:user/administrator is not authorized to perform: "
                + "sts:TagSession on resource: arn:aws:iam::111122223333:role/plain",
            error.Message
        );
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("b", false)]
    public async Task Rule_99_a_trust_policy_may_say_which_tags(string team, bool isAssumed)
    {
        await using var iam = await OpenAsync();
        await iam.CreateRoleAsync(
            "chosen",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},
            "Action":["sts:AssumeRole","sts:TagSession"],
            "Condition":{"StringEquals":{"aws:RequestTag/team":"a"},"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}}]}
            """
        );

        var error = await Record.ExceptionAsync(() =>
            iam.SendAsync(StsModel.AssumeRole, Input("chosen", new Tag { Key = "team", Value = team }))
        );

        Assert.Equal(isAssumed, error is null);
    }

    [Fact]
    public async Task Rule_105_tags_that_differ_by_case_alone_are_refused()
    {
        await using var iam = await OpenAsync();
        var input = Input("app", new Tag { Key = "team", Value = "a" }, new Tag { Key = "Team", Value = "b" });

        var error = await iam.FailAsync(StsModel.AssumeRole, input);

        Assert.Equal("InvalidParameterValue", error.Code);
        Assert.Equal("Duplicate tag keys found. Please note that Tag keys are case insensitive.", error.Message);
    }

    [Theory]
    [InlineData(50, null)]
    [InlineData(51, "Member must have length less than or equal to 50")]
    public async Task Rule_105_a_session_has_fifty_tags_at_the_most(int count, string? ending)
    {
        await using var iam = await OpenAsync();
        Tag[] tags = [.. Enumerable.Range(10, count).Select(number => new Tag { Key = $"{number}", Value = "" })];

        var error = await Record.ExceptionAsync(() => iam.SendAsync(StsModel.AssumeRole, Input("app", tags)));

        Assert.EndsWith(ending ?? "", error?.Message ?? "", StringComparison.Ordinal);
        Assert.Equal(ending is null, error is null);
    }

    [Theory]
    [InlineData(128, 256, null)]
    [InlineData(
        129,
        1,
        "at 'tags.1.member.key' failed to satisfy constraint: Member must have length less than or equal to 128"
    )]
    [InlineData(
        1,
        257,
        "at 'tags.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 256"
    )]
    public async Task Rule_105_keys_have_128_characters_and_values_256(int key, int value, string? ending)
    {
        await using var iam = await OpenAsync();
        var tag = new Tag { Key = new('k', key), Value = new('v', value) };

        var error = await Record.ExceptionAsync(() => iam.SendAsync(StsModel.AssumeRole, Input("app", tag)));

        Assert.EndsWith(ending ?? "", error?.Message ?? "", StringComparison.Ordinal);
        Assert.Equal(ending is null, error is null);
    }

    [Fact]
    public async Task Rules_99_104_each_tag_is_a_key_and_lists_name_them_all()
    {
        await using var iam = await OpenAsync();
        var input = Input("app", new Tag { Key = "Team", Value = "a" }, new Tag { Key = "cost", Value = "7" });

        await iam.SendAsync(StsModel.AssumeRole, input with { TransitiveTagKeys = ["cost", "Team"] });

        var decisions = await iam.Door.Decisions.ReadAsync(0, 100, TestContext.Current.CancellationToken);
        var assume = decisions[^1].Decision.Requirements;
        Assert.Equal(["sts:AssumeRole", "sts:TagSession"], assume.Select(requirement => requirement.Action));
        Assert.All(
            assume,
            requirement =>
            {
                Assert.Equal(["a"], requirement.Context["aws:RequestTag/Team"]);
                Assert.Equal(["7"], requirement.Context["aws:RequestTag/cost"]);
                Assert.Equal(["cost", "Team"], requirement.Context["aws:TagKeys"]);
                Assert.Equal(["cost", "Team"], requirement.Context["sts:TransitiveTagKeys"]);
            }
        );
    }

    [Fact]
    public async Task Rule_100_tags_of_a_role_are_the_resources_when_it_is_assumed()
    {
        await using var iam = await OpenAsync();
        var tag = new Wire.Models.Iam.Tag { Key = "team", Value = "a" };
        await iam.SendAsync(
            IamModel.CreateRole,
            new CreateRoleInput
            {
                RoleName = "tagged",
                AssumeRolePolicyDocument = Tagging,
                Tags = [tag],
            }
        );

        await iam.SendAsync(StsModel.AssumeRole, Input("tagged"));

        var decisions = await iam.Door.Decisions.ReadAsync(0, 100, TestContext.Current.CancellationToken);
        var context = Assert.Single(decisions[^1].Decision.Requirements).Context;
        Assert.Equal(["a"], context["aws:ResourceTag/team"]);
        Assert.DoesNotContain("aws:RequestTag/team", context.Keys);
    }

    [Fact]
    public async Task A_transitive_key_needs_its_tag()
    {
        await using var iam = await OpenAsync();

        var error = await iam.FailAsync(StsModel.AssumeRole, Input("app") with { TransitiveTagKeys = ["team"] });

        Assert.Equal("InvalidParameterValue", error.Code);
        Assert.Equal("The specified transitive tag key must be included in the requested tags.", error.Message);
    }

    [Fact]
    public async Task Rule_106_transitive_tags_go_on_and_others_do_not()
    {
        await using var iam = await OpenAsync();
        var first = Input("app", new Tag { Key = "team", Value = "a" }, new Tag { Key = "other", Value = "x" });
        var session = await SessionAsync(iam, iam.Admin, first with { TransitiveTagKeys = ["team"] });

        var chained = await SessionAsync(iam, session, Input("next"));

        Assert.Equal(["team"], chained.Tags.Keys);
        Assert.Equal(["team"], chained.TransitiveTags.Keys);
    }

    [Fact]
    public async Task Rule_106_a_transitive_tag_is_not_set_anew()
    {
        await using var iam = await OpenAsync();
        var first = Input("app", new Tag { Key = "team", Value = "a" }) with { TransitiveTagKeys = ["team"] };
        var session = await SessionAsync(iam, iam.Admin, first);

        var error = await iam.FailAsync(
            session,
            StsModel.AssumeRole,
            Input("next", new Tag { Key = "Team", Value = "b" })
        );

        Assert.Equal("InvalidParameterValue", error.Code);
    }

    [Fact]
    public async Task A_source_identity_goes_from_role_to_role()
    {
        await using var iam = await OpenAsync();
        var session = await SessionAsync(iam, iam.Admin, Input("app") with { SourceIdentity = "zoe" });

        var output = await iam.Door.SendAsync(
            session,
            StsModel.AssumeRole,
            Input("next") with
            {
                SourceIdentity = "somebody",
            }
        );

        Assert.Equal("zoe", output.SourceIdentity);
    }

    [Theory]
    [InlineData("zoe", true)]
    [InlineData("somebody", false)]
    public async Task Policies_see_the_source_identity(string sourceIdentity, bool isAllowed)
    {
        await using var iam = await OpenAsync();
        await iam.PutAsync(
            "app",
            "own",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRole","Resource":"*",
            "Condition":{"StringEquals":{"aws:SourceIdentity":"zoe"}}}]}
            """
        );
        var session = await SessionAsync(iam, iam.Admin, Input("app") with { SourceIdentity = sourceIdentity });

        var error = await Record.ExceptionAsync(() =>
            iam.Door.SendAsync(session, IamModel.GetRole, new GetRoleInput { RoleName = "app" })
        );

        Assert.Equal(isAllowed, error is null);
    }

    [Fact]
    public async Task Rule_103_a_source_identity_needs_a_trust_policy_that_lets_it_be_set()
    {
        await using var iam = await OpenAsync();
        await iam.CreateRoleAsync("plain", IamDoor.Trust(IamDoor.Account));

        var error = await iam.FailAsync(StsModel.AssumeRole, Input("plain") with { SourceIdentity = "zoe" });

        Assert.Contains("sts:SetSourceIdentity", error.Message, StringComparison.Ordinal);
    }

    private static async Task<IamDoor> OpenAsync()
    {
        var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app", Tagging);
        await iam.CreateRoleAsync("next", Tagging);
        await iam.PutAsync("app", "chain", IamDoor.Allow("sts:*"));
        return iam;
    }

    private static AssumeRoleInput Input(string role, params Tag[] tags) =>
        new()
        {
            RoleArn = IamDoor.RoleArn(role),
            RoleSessionName = "run",
            Tags = tags.Length == 0 ? null : tags,
        };

    private static async Task<Caller> SessionAsync(IamDoor iam, Caller caller, AssumeRoleInput input)
    {
        var output = await iam.Door.SendAsync(caller, StsModel.AssumeRole, input);
        return iam.Door.Host.Credentials.Find(output.Credentials!.AccessKeyId!)!.Caller;
    }
}
