using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Evaluation;

/// <summary>Which layers decide, for whom; numbers are the rules of AWS's evaluation logic that the case shows.</summary>
public sealed class EvaluatorTests
{
    private const string Anyone = "\"*\"";
    private const string TheSession = $$"""{"AWS":"{{SessionArn}}"}""";
    private const string TheRole = $$"""{"AWS":"{{RoleArn}}"}""";
    private const string TheUser = $$"""{"AWS":"{{UserArn}}"}""";
    private const string TheAccount = $$"""{"AWS":"{{Account}}"}""";
    private const string EcsTasksService = """{"Service":"ecs-tasks.amazonaws.com"}""";

    private static readonly CompiledPolicy AllowsS3 = Identity(Allow("s3:*"));
    private static readonly CompiledPolicy SilentOnS3 = Identity(Allow("sqs:*"));

    [Fact]
    public void Rule_1_nobody_allowed_is_refused_implicitly()
    {
        var decision = Evaluator.Evaluate(Request(), Caller(SilentOnS3), default);

        Assert.Equal(new Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.Identity, null, -1), decision);
    }

    [Fact]
    public void Rule_1_explicit_deny_beats_allow_and_names_its_statement()
    {
        var policy = Identity(Allow("s3:*"), Allow("*"), Deny("s3:GetObject"));

        var decision = Evaluator.Evaluate(Request(), Caller(policy), default);

        Assert.Equal(new Decision(DecisionOutcome.ExplicitDeny, PolicyLayer.Identity, policy, 2), decision);
    }

    [Fact]
    public void An_allow_names_the_first_statement_that_allows()
    {
        var policy = Identity(Allow("sqs:*"), Allow("s3:PutObject"), Allow("s3:Get*"), Allow("*"));

        var decision = Evaluator.Evaluate(Request(), Caller(policy), default);

        Assert.Equal(new Decision(DecisionOutcome.Allow, PolicyLayer.Identity, policy, 2), decision);
    }

    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(true, true, false, false)]
    [InlineData(true, false, true, false)]
    [InlineData(false, true, true, false)]
    public void Rule_4_identity_boundary_and_session_must_all_allow(
        bool identity,
        bool boundary,
        bool session,
        bool expected
    )
    {
        var caller = Caller(Choose(identity), Choose(boundary), Choose(session));

        Assert.Equal(expected, Evaluator.Evaluate(Request(), caller, default).IsAllowed);
    }

    [Theory]
    [InlineData(TheSession, false, false, true)] // rule 5
    [InlineData(TheRole, true, true, true)] // rule 6
    [InlineData(TheRole, false, true, false)]
    [InlineData(TheRole, true, false, false)]
    [InlineData(Anyone, false, false, true)] // rule 9
    [InlineData(TheAccount, true, true, false)] // rule 10
    public void Rules_5_6_9_10_a_resource_policy_grants_a_session_by_how_it_is_named(
        string principal,
        bool boundary,
        bool session,
        bool expected
    )
    {
        var caller = Caller(SilentOnS3, Choose(boundary), Choose(session));

        var decision = Evaluator.Evaluate(Request(), caller, Resource(AllowTo(principal)));

        Assert.Equal(expected, decision.IsAllowed);
    }

    [Fact]
    public void Rule_6_a_silent_boundary_is_what_refuses_a_named_role()
    {
        var caller = Caller(SilentOnS3, boundary: SilentOnS3);

        var decision = Evaluator.Evaluate(Request(), caller, Resource(AllowTo(TheRole)));

        Assert.Equal(PolicyLayer.Boundary, decision.Layer);
    }

    [Fact]
    public void Rule_7_a_grant_to_a_user_is_not_limited_by_a_silent_boundary()
    {
        var caller = Caller(boundary: SilentOnS3);

        var decision = Evaluator.Evaluate(Request(principal: User), caller, Resource(AllowTo(TheUser)));

        Assert.Equal((true, PolicyLayer.Resource), (decision.IsAllowed, decision.Layer));
    }

    [Theory]
    [InlineData("boundary")]
    [InlineData("session")]
    [InlineData("identity")]
    [InlineData("resource")]
    public void Rule_2_a_deny_in_any_layer_beats_a_direct_grant(string layer)
    {
        var denies = Identity(Deny("s3:GetObject"), Allow("*"));
        var caller = Caller(
            layer == "identity" ? denies : AllowsS3,
            layer == "boundary" ? denies : AllowsS3,
            layer == "session" ? denies : AllowsS3
        );
        var resource =
            layer == "resource"
                ? Resource(AllowTo(TheSession), DenyTo(Anyone, "s3:Get*"))
                : Resource(AllowTo(TheSession));

        var decision = Evaluator.Evaluate(Request(), caller, resource);

        Assert.Equal(DecisionOutcome.ExplicitDeny, decision.Outcome);
        Assert.Equal(layer, decision.Layer.ToString().ToLowerInvariant());
    }

    [Theory]
    [InlineData(Anyone)]
    [InlineData(TheSession)]
    [InlineData(TheRole)]
    [InlineData(TheAccount)]
    public void Rule_11_across_accounts_both_sides_must_allow(string principal)
    {
        var request = Request(resourceAccount: OtherAccount);
        var resource = Resource(AllowTo(principal));

        Assert.True(Evaluator.Evaluate(request, Caller(AllowsS3), resource).IsAllowed);
        Assert.False(Evaluator.Evaluate(request, Caller(SilentOnS3), resource).IsAllowed);
        Assert.False(Evaluator.Evaluate(request, Caller(AllowsS3), default).IsAllowed);
    }

    [Fact]
    public void Rule_11_across_accounts_a_silent_resource_policy_is_what_refuses()
    {
        var decision = Evaluator.Evaluate(Request(resourceAccount: OtherAccount), Caller(AllowsS3), default);

        Assert.Equal(PolicyLayer.Resource, decision.Layer);
    }

    [Fact]
    public void Rule_12_the_resource_account_is_told_not_read_from_the_arn()
    {
        var request = Request(resource: $"arn:aws:sqs:us-east-1:{OtherAccount}:q", action: "s3:GetObject");

        Assert.True(Evaluator.Evaluate(request, Caller(AllowsS3), default).IsAllowed);
    }

    [Fact]
    public void Rule_13_a_required_resource_policy_must_name_the_caller_or_its_account()
    {
        var key = Request("kms:Decrypt", $"arn:aws:kms:us-east-1:{Account}:key/1");
        var caller = Caller(Identity(Allow("kms:*")));

        Assert.False(Evaluator.Evaluate(key, caller, new ResourcePolicy(null, IsRequired: true)).IsAllowed);
        Assert.True(
            Evaluator.Evaluate(key, caller, Resource(AllowTo(TheAccount)) with { IsRequired = true }).IsAllowed
        );
    }

    [Fact]
    public void Rule_14_root_needs_no_policy_but_a_resource_policy_denies_it()
    {
        var request = Request(principal: Root);

        Assert.True(Evaluator.Evaluate(request, CallerPolicies.None, default).IsAllowed);
        Assert.False(Evaluator.Evaluate(request, CallerPolicies.None, Resource(DenyTo(Anyone))).IsAllowed);
    }

    [Fact]
    public void Rules_14_and_117_root_has_no_way_round_a_required_resource_policy()
    {
        var decision = Evaluator.Evaluate(
            Request("kms:Decrypt", principal: Root),
            CallerPolicies.None,
            new ResourcePolicy(null, IsRequired: true)
        );

        Assert.False(decision.IsAllowed);
    }

    [Fact]
    public void Rule_15_GetCallerIdentity_cannot_be_denied()
    {
        var decision = Evaluator.Evaluate(Request("sts:GetCallerIdentity", "*"), Caller(Identity(Deny("*"))), default);

        Assert.True(decision.IsAllowed);
    }

    [Fact]
    public void Rule_16_anonymous_callers_have_the_resource_policy_only()
    {
        var request = Request(principal: Principal.Anonymous);

        Assert.True(Evaluator.Evaluate(request, CallerPolicies.None, Resource(AllowTo(Anyone))).IsAllowed);
        Assert.False(Evaluator.Evaluate(request, CallerPolicies.None, Resource(AllowTo(TheAccount))).IsAllowed);
        Assert.False(Evaluator.Evaluate(request, CallerPolicies.None, default).IsAllowed);
    }

    [Fact]
    public void Rule_17_a_service_is_decided_by_the_trust_policy_alone()
    {
        var request = Request("sts:AssumeRole", RoleArn, EcsTasks, resourceAccount: Account);

        var decision = Evaluator.Evaluate(request, CallerPolicies.None, TrustPolicy(Trust(EcsTasksService)));

        Assert.Equal((true, PolicyLayer.Trust), (decision.IsAllowed, decision.Layer));
    }

    [Fact]
    public void Rule_17_a_trust_policy_for_another_service_refuses()
    {
        var request = Request("sts:AssumeRole", RoleArn, EcsTasks, resourceAccount: Account);
        var trust = TrustPolicy(Trust("""{"Service":"ec2.amazonaws.com"}"""));

        var decision = Evaluator.Evaluate(request, CallerPolicies.None, trust);

        Assert.Equal(new Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.Trust, null, -1), decision);
    }

    [Fact]
    public void Rule_54_a_trust_policy_implies_its_role()
    {
        var request = Request("sts:AssumeRole", "arn:aws:iam::111122223333:role/any", EcsTasks);

        Assert.True(Evaluator.Evaluate(request, CallerPolicies.None, TrustPolicy(Trust(EcsTasksService))).IsAllowed);
    }

    [Fact]
    public void Rule_101_a_trust_policy_that_names_the_caller_is_enough_in_its_account()
    {
        var request = Request("sts:AssumeRole", RoleArn, User, resourceAccount: Account);

        Assert.True(Evaluator.Evaluate(request, Caller(SilentOnS3), TrustPolicy(Trust(TheUser))).IsAllowed);
    }

    [Fact]
    public void Rule_101_a_trust_policy_that_names_the_account_leaves_it_to_identity_policies()
    {
        var request = Request("sts:AssumeRole", RoleArn, User, resourceAccount: Account);
        var trust = TrustPolicy(Trust(TheAccount));

        Assert.False(Evaluator.Evaluate(request, Caller(SilentOnS3), trust).IsAllowed);
        Assert.True(Evaluator.Evaluate(request, Caller(Identity(Allow("sts:AssumeRole", RoleArn))), trust).IsAllowed);
    }

    [Fact]
    public void Rule_102_a_role_does_not_trust_itself()
    {
        var request = Request("sts:AssumeRole", RoleArn, Session, resourceAccount: Account);

        var decision = Evaluator.Evaluate(request, Caller(Identity(Allow("*"))), TrustPolicy(Trust(EcsTasksService)));

        Assert.Equal((false, PolicyLayer.Trust), (decision.IsAllowed, decision.Layer));
    }

    [Fact]
    public void Rule_97_the_documented_confused_deputy_conditions_pass_and_another_account_does_not()
    {
        const string Condition = """
            {"StringEquals":{"aws:SourceAccount":"111122223333"},
             "ArnLike":{"aws:SourceArn":"arn:aws:ecs:us-east-1:111122223333:*"}}
            """;
        var trust = TrustPolicy(Trust(EcsTasksService, Condition));

        Assert.True(Evaluator.Evaluate(FromTask(Account), CallerPolicies.None, trust).IsAllowed);
        Assert.False(Evaluator.Evaluate(FromTask(OtherAccount), CallerPolicies.None, trust).IsAllowed);

        static AuthorizationRequest FromTask(string account) =>
            Request(
                "sts:AssumeRole",
                RoleArn,
                EcsTasks,
                new RequestContext()
                    .Set("aws:SourceAccount", account)
                    .Set("aws:SourceArn", $"arn:aws:ecs:us-east-1:{account}:task/default/0123")
            );
    }

    [Fact]
    public void Rule_130_explicit_denies_are_reported_boundary_first_and_silence_identity_first()
    {
        var denies = Identity(Deny("*"));

        var denied = Evaluator.Evaluate(Request(), Caller(denies, denies, denies), default);
        var silent = Evaluator.Evaluate(Request(), Caller(SilentOnS3, SilentOnS3, SilentOnS3), default);

        Assert.Equal((PolicyLayer.Boundary, PolicyLayer.Identity), (denied.Layer, silent.Layer));
    }

    [Fact]
    public void Several_identity_policies_are_one_union()
    {
        var other = Identity(Allow("s3:PutObject"), Allow("s3:GetObject"));
        var caller = new CallerPolicies { Identity = [SilentOnS3, other] };

        Assert.Equal(
            new Decision(DecisionOutcome.Allow, PolicyLayer.Identity, other, 1),
            Evaluator.Evaluate(Request(), caller, default)
        );
    }

    [Fact]
    public void A_boundary_grants_nothing_by_itself()
    {
        var caller = Caller(boundary: PolicyOf(PolicyKind.Boundary, Allow("*")));

        Assert.Equal(PolicyLayer.Identity, Evaluator.Evaluate(Request(), caller, default).Layer);
    }

    private static CompiledPolicy Choose(bool allows) => allows ? AllowsS3 : SilentOnS3;
}
