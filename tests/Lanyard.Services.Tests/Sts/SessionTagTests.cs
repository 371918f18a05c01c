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
    public async Task A_sessions_tags_are_its_principals(string team, bool isAllowed)
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
    public async Task A_sessions_tag_takes_the_place_of_its_roles_whatever_the_case()
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
    public async Task Tags_need_a_trust_policy_that_lets_them_be_set()
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
    public async Task A_trust_policy_may_say_which_tags(string team, bool isAssumed)
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
    public async Task Tags_that_differ_by_case_alone_are_refused()
    {
        await using var iam = await OpenAsync();
        var input = Input("app", new Tag { Key = "team", Value = "a" }, new Tag { Key = "Team", Value = "b" });

        var error = await iam.FailAsync(StsModel.AssumeRole, input);

        Assert.Equal("InvalidParameterValue", error.Code);
        Assert.Equal("Duplicate tag keys found. Please note that Tag keys are case insensitive.", error.Message);
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
    public async Task Transitive_tags_go_on_and_others_do_not()
    {
        await using var iam = await OpenAsync();
        var first = Input("app", new Tag { Key = "team", Value = "a" }, new Tag { Key = "other", Value = "x" });
        var session = await SessionAsync(iam, iam.Admin, first with { TransitiveTagKeys = ["team"] });

        var chained = await SessionAsync(iam, session, Input("next"));

        Assert.Equal(["team"], chained.Tags.Keys);
        Assert.Equal(["team"], chained.TransitiveTags.Keys);
    }

    [Fact]
    public async Task A_transitive_tag_is_not_set_anew()
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
    public async Task A_source_identity_needs_a_trust_policy_that_lets_it_be_set()
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
