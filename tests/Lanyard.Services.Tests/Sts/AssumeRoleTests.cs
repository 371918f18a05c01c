using Lanyard.Access;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Services.Tests.Iam;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Tests.Sts;

/// <summary>Who may assume a role, and what the session is.</summary>
public sealed class AssumeRoleTests
{
    private const string Ann = "arn:aws:iam::111122223333:user/ann";

    private const string TrustForAll =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["sts:AssumeRole","sts:SetSourceIdentity"]}]}""";

    private static readonly AccountId Account = AccountId.Parse(IamDoor.Account);

    [Fact]
    public async Task Rules_91_108_a_session_is_the_role_under_a_name_of_its_own_for_an_hour()
    {
        await using var iam = await IamDoor.OpenAsync();
        var role = await iam.CreateRoleAsync("app", IamDoor.Trust(IamDoor.Account), "/team/");

        var output = await iam.SendAsync(StsModel.AssumeRole, Input(role.Arn!));

        Assert.Equal("arn:aws:sts::111122223333:assumed-role/app/run", output.AssumedRoleUser!.Arn);
        Assert.Equal($"{role.RoleId}:run", output.AssumedRoleUser.AssumedRoleId);
        Assert.Matches("^ASIA[A-Z2-7]{16}$", output.Credentials!.AccessKeyId);
        Assert.Equal(iam.Door.Time.GetUtcNow().AddHours(1), output.Credentials.Expiration);
        Assert.Null(output.PackedPolicySize);
    }

    [Fact]
    public async Task A_role_made_again_meanwhile_is_not_the_one_that_is_assumed()
    {
        await using var iam = await IamDoor.OpenAsync();
        var role = await iam.CreateRoleAsync("app", IamDoor.Trust(IamDoor.Account));

        var output = await iam.Door.SendAsync(
            iam.Admin,
            StsModel.AssumeRole,
            Input(role.Arn!),
            async () =>
            {
                await iam.SendAsync(IamModel.DeleteRole, new DeleteRoleInput { RoleName = "app" });
                await iam.CreateRoleAsync("app");
                await iam.PutAsync("app", "all", IamDoor.Allow("*"));
            }
        );

        Assert.Equal($"{role.RoleId}:run", output.AssumedRoleUser!.AssumedRoleId);
        var session = iam.Door.Host.Credentials.Find(output.Credentials!.AccessKeyId!)!.Caller;
        var error = await iam.FailAsync(session, IamModel.GetRole, new GetRoleInput { RoleName = "app" });
        Assert.Equal("AccessDenied", error.Code);
    }

    [Fact]
    public async Task The_credentials_that_are_handed_out_prove_the_session()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app", IamDoor.Trust(IamDoor.Account));

        var keys = (await iam.SendAsync(StsModel.AssumeRole, Input("app"))).Credentials!;

        var credential = iam.Door.Host.Credentials.Find(keys.AccessKeyId!)!;
        Assert.Equal(credential.SecretAccessKey, keys.SecretAccessKey);
        Assert.Equal(credential.SessionToken, keys.SessionToken);
        var identity = await iam.Door.SendAsync(
            credential.Caller,
            StsModel.GetCallerIdentity,
            new GetCallerIdentityInput()
        );
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/app/run", identity.Arn);
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:user/ann", "s3:*", true)] // named itself: nothing else is needed
    [InlineData("111122223333", "sts:AssumeRole", true)] // its account: its own policy must allow
    [InlineData("111122223333", "s3:*", false)]
    [InlineData("arn:aws:iam::111122223333:user/bob", "sts:AssumeRole", false)]
    public async Task Rule_101_trust_and_the_callers_own_policies_decide(string trusted, string allowed, bool isAssumed)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.Door.UserAsync("bob", IamDoor.Allow("s3:*"));
        var ann = await iam.Door.UserAsync("ann", IamDoor.Allow(allowed));
        await iam.CreateRoleAsync("app", IamDoor.Trust(trusted));

        var send = () => iam.Door.SendAsync(ann, StsModel.AssumeRole, Input("app"));

        if (isAssumed)
        {
            Assert.NotNull((await send()).Credentials);
        }
        else
        {
            var error = await Assert.ThrowsAsync<Wire.Errors.AwsException>(send);
            Assert.Equal("AccessDenied", error.Code);
        }
    }

    [Theory]
    [InlineData("app")]
    [InlineData("nothing")]
    public async Task A_role_that_is_not_there_is_refused_like_one_that_does_not_trust(string name)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var ann = await iam.Door.UserAsync("ann", IamDoor.Allow("sts:*"));

        var error = await iam.FailAsync(ann, StsModel.AssumeRole, Input(name));

        Assert.Equal(403, error.StatusCode);
        Assert.Equal(
            $"User: {Ann} is not authorized to perform: sts:AssumeRole on resource: {IamDoor.RoleArn(name)}",
            error.Message
        );
    }

    [Theory]
    [InlineData(
        "role/service-role/exec1",
        "there is no role `arn:aws:iam::111122223333:role/service-role/exec1`; there is `arn:aws:iam::111122223333:role/exec1`",
        "name the role by its own ARN, `arn:aws:iam::111122223333:role/exec1`"
    )]
    [InlineData(
        "role/exec2",
        "there is no role `arn:aws:iam::111122223333:role/exec2`",
        "make the role, or name one that is there"
    )]
    public async Task The_record_says_that_a_role_is_not_there_and_which_one_has_its_name(
        string named,
        string reason,
        string advice
    )
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("exec1", IamDoor.Trust(IamDoor.Account));

        var error = await iam.FailAsync(iam.Admin, StsModel.AssumeRole, Input($"arn:aws:iam::111122223333:{named}"));

        var decisions = await iam.Door.Decisions.ReadAsync(0, 100, TestContext.Current.CancellationToken);
        var refused = Assert.Single(decisions[^1].Decision.Requirements);
        Assert.Equal((reason, advice, null), (refused.Reason, refused.ChangeAdvice, refused.ChangeStatement));
        Assert.DoesNotContain("exec1`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_not_assumed_even_while_Lanyard_only_observes()
    {
        await using var iam = await IamDoor.OpenAsync(new AccessOptions { Observe = true });

        var error = await iam.FailAsync(StsModel.AssumeRole, Input("nothing"));

        Assert.Equal("AccessDenied", error.Code);
    }

    [Theory]
    [InlineData("444455556666", "sts:AssumeRole", true)]
    [InlineData("444455556666", "s3:*", false)]
    [InlineData("arn:aws:iam::444455556666:user/sam", "s3:*", false)]
    [InlineData("999988887777", "sts:AssumeRole", false)]
    public async Task Rule_101_across_accounts_both_sides_must_allow(string trusted, string allowed, bool isAssumed)
    {
        await using var iam = await IamDoor.OpenAsync();
        var sam = await iam.Door.UserAsync("sam", IamDoor.Allow(allowed), AccountId.Parse("444455556666"));
        await iam.CreateRoleAsync("app", IamDoor.Trust(trusted));

        var error = await ErrorAsync(iam, sam, Input("app"));

        var refusal =
            "User: arn:aws:iam::444455556666:user/sam is not authorized to perform: sts:AssumeRole on resource: "
            + IamDoor.RoleArn("app");
        Assert.Equal(isAssumed ? null : refusal, error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rule_102_a_role_is_assumed_by_its_own_session_only_where_it_trusts_itself(bool trustsItself)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        await iam.PutAsync("app", "all", IamDoor.Allow("*"));
        var session = await iam.Door.SessionAsync(
            iam.Door.Host.Identities.FindRole(Arn.Parse(IamDoor.RoleArn("app")))!
        );
        if (trustsItself)
        {
            var trust = IamDoor.Trust(IamDoor.RoleArn("app"));
            var update = new UpdateAssumeRolePolicyInput { RoleName = "app", PolicyDocument = trust };
            await iam.SendAsync(IamModel.UpdateAssumeRolePolicy, update);
        }

        Assert.Equal(trustsItself, await IsAssumedAsync(iam, session, Input("app")));
    }

    [Fact]
    public async Task Rule_111_what_the_caller_may_do_does_not_follow_into_the_session()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app", IamDoor.Trust(IamDoor.Account));
        var keys = (await iam.SendAsync(StsModel.AssumeRole, Input("app"))).Credentials!;
        var session = iam.Door.Host.Credentials.Find(keys.AccessKeyId!)!.Caller;

        var error = await iam.FailAsync(session, IamModel.GetRole, new GetRoleInput { RoleName = "app" });

        Assert.Equal("AccessDenied", error.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rule_104_what_is_not_sent_is_no_condition_value(bool isSent)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app", TrustForAll);

        await iam.SendAsync(
            StsModel.AssumeRole,
            isSent ? Input("app") with { ExternalId = "word", SourceIdentity = "zoe" } : Input("app")
        );

        var decisions = await iam.Door.Decisions.ReadAsync(0, 100, TestContext.Current.CancellationToken);
        var context = decisions[^1].Decision.Requirements[0].Context;
        Assert.Equal(
            isSent ? ["sts:ExternalId", "sts:RoleSessionName", "sts:SourceIdentity"] : ["sts:RoleSessionName"],
            context.Keys.Where(key => key.StartsWith("sts:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("secret-word", true)]
    [InlineData("wrong", false)]
    [InlineData(null, false)]
    public async Task Rule_104_a_trust_policy_may_ask_for_an_external_id(string? externalId, bool isAssumed)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync(
            "app",
            Trusting("""{"AWS":"111122223333"}""", """{"StringEquals":{"sts:ExternalId":"secret-word"}}""")
        );

        Assert.Equal(isAssumed, await IsAssumedAsync(iam, iam.Admin, Input("app") with { ExternalId = externalId }));
    }

    [Theory]
    [InlineData("run", true)]
    [InlineData("walk", false)]
    public async Task Rule_104_a_trust_policy_may_ask_for_a_session_name(string name, bool isAssumed)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync(
            "app",
            Trusting("""{"AWS":"111122223333"}""", """{"StringLike":{"sts:RoleSessionName":"r*"}}""")
        );

        Assert.Equal(isAssumed, await IsAssumedAsync(iam, iam.Admin, Input("app") with { RoleSessionName = name }));
    }

    [Theory]
    [InlineData("ecs-tasks.amazonaws.com", "us-east-1", true)]
    [InlineData("ecs.amazonaws.com", "us-east-1", false)]
    [InlineData("ecs-tasks.amazonaws.com", "eu-west-1", false)]
    public async Task Rules_96_97_a_service_assumes_by_the_trust_policy_alone(
        string service,
        string region,
        bool isAssumed
    )
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync(
            "app",
            Trusting(
                """{"Service":"ecs-tasks.amazonaws.com"}""",
                """{"ArnLike":{"aws:SourceArn":"arn:aws:ecs:us-east-1:111122223333:*"},"StringEquals":{"aws:SourceAccount":"111122223333"}}"""
            )
        );
        var source = Arn.Of("ecs", region, IamDoor.Account, "task/default/0123");
        var caller = Caller.Service(service, source, Account, task: null);

        Assert.Equal(isAssumed, await IsAssumedAsync(iam, caller, Input("app")));
    }

    [Fact]
    public async Task A_task_that_assumes_another_role_does_not_take_its_task_along()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("other", IamDoor.Trust(IamDoor.Account));
        var role = await iam.Door.RoleAsync("app", IamDoor.EcsTrust, IamDoor.Allow("sts:AssumeRole"));
        var taskArn = Arn.Of("ecs", "us-east-1", IamDoor.Account, "task/default/0123");
        var session = await iam.Door.SessionAsync(role, new TaskIdentity(taskArn, TaskRoleKind.Task));

        var output = await iam.Door.SendAsync(session, StsModel.AssumeRole, Input("other"));

        Assert.Null(iam.Door.Host.Credentials.Find(output.Credentials!.AccessKeyId!)!.Caller.Task);
    }

    [Fact]
    public async Task A_deleted_and_remade_principal_is_no_longer_trusted()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateUserAsync("zoe");
        await iam.CreateRoleAsync("app", IamDoor.Trust("arn:aws:iam::111122223333:user/zoe"));
        await iam.SendAsync(IamModel.DeleteUser, new DeleteUserInput { UserName = "zoe" });
        var zoe = await iam.Door.UserAsync("zoe", IamDoor.Allow("sts:*"));

        Assert.False(await IsAssumedAsync(iam, zoe, Input("app")));
    }

    private static AssumeRoleInput Input(string role) =>
        new()
        {
            RoleArn = role.StartsWith("arn:", StringComparison.Ordinal) ? role : IamDoor.RoleArn(role),
            RoleSessionName = "run",
        };

    private static string Trusting(string principal, string condition) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole","Condition":{{condition}}}]}""";

    private static async Task<bool> IsAssumedAsync(IamDoor iam, Caller caller, AssumeRoleInput input) =>
        await ErrorAsync(iam, caller, input) is null;

    private static async Task<string?> ErrorAsync(IamDoor iam, Caller caller, AssumeRoleInput input)
    {
        try
        {
            await iam.Door.SendAsync(caller, StsModel.AssumeRole, input);
            return null;
        }
        catch (Wire.Errors.AwsException error)
        {
            return error.Message;
        }
    }
}
