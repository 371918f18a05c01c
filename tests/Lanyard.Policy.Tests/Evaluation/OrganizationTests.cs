using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Evaluation;

/// <summary>Policies of organizations and of VPC endpoints stand around those of accounts, and only ever take away.</summary>
public sealed class OrganizationTests
{
    private const string Everyone = "\"*\"";

    private static readonly CallerPolicies MayAll = Caller(Identity(Allow("*")));

    private static readonly string FullAccess = AllowTo(Everyone);

    [Theory]
    [InlineData("*", "*", true)]
    [InlineData("*", "sqs:*", false)]
    [InlineData("sqs:*", "*", false)]
    [InlineData("s3:*", "s3:Get*", true)]
    public void Rule_18_every_level_must_allow(string root, string unit, bool expected)
    {
        var caller = MayAll with { Control = ServiceControl([Allow(root)], [Allow(unit)]) };

        var decision = Evaluator.Evaluate(Request(), caller, default);

        Assert.Equal(expected, decision.IsAllowed);
        Assert.Equal(expected ? PolicyLayer.Identity : PolicyLayer.ServiceControl, decision.Layer);
    }

    [Fact]
    public void Rule_18_policies_of_a_level_are_a_union()
    {
        var level = new ControlLevel(
            "ou-1",
            [PolicyOf(PolicyKind.ServiceControl, Allow("sqs:*")), PolicyOf(PolicyKind.ServiceControl, Allow("s3:*"))]
        );

        Assert.True(
            Evaluator.Evaluate(Request(), MayAll with { Control = new ControlPolicies([level]) }, default).IsAllowed
        );
    }

    [Fact]
    public void Rule_18_a_deny_at_any_level_refuses()
    {
        var caller = MayAll with { Control = ServiceControl([Allow("*")], [Allow("*"), Deny("s3:Get*")]) };

        var decision = Evaluator.Evaluate(Request(), caller, default);

        Assert.Equal(
            (DecisionOutcome.ExplicitDeny, PolicyLayer.ServiceControl, 1),
            (decision.Outcome, decision.Layer, decision.StatementIndex)
        );
    }

    [Fact]
    public void Rule_19_service_control_policies_do_not_bind_services_and_strangers()
    {
        var silent = new CallerPolicies { Control = ServiceControl([Allow("sqs:*")]) };

        Assert.True(Evaluator.Evaluate(Request(principal: EcsTasks), silent, Resource(FullAccess)).IsAllowed);
        Assert.True(
            Evaluator.Evaluate(Request(principal: Principal.Anonymous), silent, Resource(FullAccess)).IsAllowed
        );
    }

    [Fact]
    public void Rule_20_service_linked_roles_are_exempt_and_root_users_are_not()
    {
        var silent = MayAll with { Control = ServiceControl([Allow("sqs:*")]) };

        Assert.True(Evaluator.Evaluate(Request(principal: ServiceLinked), silent, default).IsAllowed);
        Assert.False(Evaluator.Evaluate(Request(principal: Root), silent, default).IsAllowed);
    }

    [Fact]
    public void Rule_21_no_organization_permits_all_and_a_level_without_policies_nothing()
    {
        Assert.True(Evaluator.Evaluate(Request(), MayAll with { Control = null }, default).IsAllowed);
        Assert.False(
            Evaluator
                .Evaluate(
                    Request(),
                    MayAll with
                    {
                        Control = ServiceControl([
                            [],
                        ]),
                    },
                    default
                )
                .IsAllowed
        );
    }

    [Fact]
    public void Rule_21_control_policies_without_any_level_are_refused() =>
        Assert.Throws<ArgumentException>(() => new ControlPolicies([]));

    [Theory]
    [InlineData("""{"Effect":"Allow","NotAction":"sqs:*","Resource":"*"}""", true)]
    [InlineData("""{"Effect":"Allow","Action":"s3:*Object","NotResource":"arn:aws:s3:::other/*"}""", true)]
    [InlineData("""{"Effect":"Allow","Action":"s3:G?t*","Resource":"arn:aws:s3:::receipts/*"}""", true)]
    [InlineData(
        """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}""",
        false
    )]
    public void Rule_22_service_control_policies_speak_the_whole_language(string statement, bool expected)
    {
        var caller = MayAll with { Control = ServiceControl([statement]) };
        var request = Request(context: new RequestContext().Set("aws:RequestedRegion", "us-east-1"));

        Assert.Equal(expected, Evaluator.Evaluate(request, caller, default).IsAllowed);
    }

    [Fact]
    public void Rule_23_resource_control_policies_follow_the_resource_and_any_on_the_path_may_deny()
    {
        var resource = Resource(FullAccess) with
        {
            Control = ResourceControl([FullAccess], [FullAccess, DenyTo(Everyone)]),
        };

        var decision = Evaluator.Evaluate(Request(resourceAccount: OtherAccount), MayAll, resource);

        Assert.Equal((DecisionOutcome.ExplicitDeny, PolicyLayer.ResourceControl), (decision.Outcome, decision.Layer));
    }

    [Fact]
    public void Rule_23_full_access_at_every_level_leaves_it_to_the_others()
    {
        var resource = new ResourcePolicy { Control = ResourceControl([FullAccess], [FullAccess]) };

        Assert.True(Evaluator.Evaluate(Request(), MayAll, resource).IsAllowed);
        Assert.False(Evaluator.Evaluate(Request(), CallerPolicies.None, resource).IsAllowed);
    }

    [Theory]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}""", true)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}""", false)]
    [InlineData("""{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"}""", false)]
    [InlineData("""{"Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"}""", false)]
    public void Rule_24_custom_resource_control_policies_only_deny_and_everyone(string statement, bool isValid) =>
        Assert.Equal(isValid, PolicyDocument.Parse(Document(statement), PolicyKind.ResourceControl).IsValid);

    [Fact]
    public void Rule_25_service_linked_roles_are_exempt_from_resource_control_policies()
    {
        var resource = new ResourcePolicy { Control = ResourceControl([FullAccess, DenyTo(Everyone)]) };

        Assert.True(Evaluator.Evaluate(Request(principal: ServiceLinked), MayAll, resource).IsAllowed);
        Assert.False(Evaluator.Evaluate(Request(), MayAll, resource).IsAllowed);
    }

    [Theory]
    [InlineData("s3:GetObject", false)]
    [InlineData("secretsmanager:GetSecretValue", false)]
    [InlineData("ec2:RunInstances", true)]
    public void Rule_26_resource_control_policies_bear_on_some_services(string action, bool expected)
    {
        var resource = new ResourcePolicy { Control = ResourceControl([FullAccess, DenyTo(Everyone)]) };

        Assert.Equal(expected, Evaluator.Evaluate(Request(action, "*"), MayAll, resource).IsAllowed);
    }

    [Fact]
    public void Rule_26_the_list_of_services_is_data()
    {
        var level = new ControlLevel("r-root", [PolicyOf(PolicyKind.ResourceControl, DenyTo(Everyone))]);
        var resource = new ResourcePolicy { Control = new ControlPolicies([level], ["ec2"]) };

        Assert.True(Evaluator.Evaluate(Request(), MayAll, resource).IsAllowed);
        Assert.False(Evaluator.Evaluate(Request("ec2:RunInstances", "*"), MayAll, resource).IsAllowed);
    }

    [Fact]
    public void Rule_28_an_endpoint_policy_must_allow_and_grants_nothing()
    {
        Assert.True(Evaluator.Evaluate(Through(AllowTo(Everyone, "s3:*")), MayAll, default).IsAllowed);
        Assert.Equal(
            PolicyLayer.Endpoint,
            Evaluator.Evaluate(Through(AllowTo(Everyone, "sqs:*")), MayAll, default).Layer
        );
        Assert.False(Evaluator.Evaluate(Through(AllowTo(Everyone)), CallerPolicies.None, default).IsAllowed);
    }

    [Fact]
    public void Rule_28_an_endpoint_policy_limits_direct_grants_too()
    {
        var decision = Evaluator.Evaluate(Through(AllowTo(Everyone, "sqs:*")), MayAll, Resource(FullAccess));

        Assert.Equal((false, PolicyLayer.Endpoint), (decision.IsAllowed, decision.Layer));
    }

    [Fact]
    public void Rule_30_an_address_that_is_absent_behind_an_endpoint_fails_a_condition_on_it()
    {
        const string Condition = """{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""";
        var behind = Request(context: new RequestContext().Set("aws:VpcSourceIp", "10.0.0.1"));

        Assert.False(IsAllowed(behind, Allow("*", "*", Condition)));
        Assert.True(IsAllowed(behind, Allow("*", "*", Condition.Replace("aws:SourceIp", "aws:VpcSourceIp"))));
    }

    [Fact]
    public void Rule_3_what_is_decided_does_not_depend_on_the_order_in_which_layers_are_reported()
    {
        var everySide = MayAll with { Control = ServiceControl([Allow("*")]) };
        var resource = Resource(DenyTo(Everyone)) with { Control = ResourceControl([FullAccess]) };

        Assert.Equal(PolicyLayer.Resource, Evaluator.Evaluate(Request(), everySide, resource).Layer);
        Assert.False(Evaluator.Evaluate(Through(AllowTo(Everyone)), everySide, resource).IsAllowed);
    }

    [Theory]
    [InlineData("arn:aws:sts::111122223333:federated-user/bob", false, true)]
    [InlineData(UserArn, false, false)]
    [InlineData(UserArn, true, true)]
    public void Rule_8_naming_a_federated_user_is_direct_and_naming_the_user_behind_is_not(
        string named,
        bool sessionAllows,
        bool expected
    )
    {
        var caller = Caller(session: Identity(Allow(sessionAllows ? "s3:*" : "sqs:*")));
        var resource = Resource(AllowTo($$"""{"AWS":"{{named}}"}"""));

        Assert.Equal(expected, Evaluator.Evaluate(Request(principal: FederatedUser), caller, resource).IsAllowed);
    }

    [Fact]
    public void Rule_8_without_a_session_policy_a_federated_user_has_nothing_of_the_user()
    {
        Assert.False(Evaluator.Evaluate(Request(principal: FederatedUser), MayAll, default).IsAllowed);
        Assert.True(
            Evaluator
                .Evaluate(
                    Request(principal: FederatedUser),
                    MayAll with
                    {
                        Session = [Identity(Allow("s3:*"))],
                    },
                    default
                )
                .IsAllowed
        );
    }

    [Fact]
    public void Rule_39_a_provider_matches_who_comes_from_it()
    {
        const string Action = "sts:AssumeRoleWithWebIdentity";
        var trust = new ResourcePolicy(
            Compile(
                PolicyKind.Trust,
                Document($$$"""{"Effect":"Allow","Principal":{"Federated":"{{{Provider}}}"},"Action":"{{{Action}}}"}""")
            ),
            IsRequired: true
        );

        Assert.True(Evaluator.Evaluate(Request(Action, RoleArn, WebIdentity), CallerPolicies.None, trust).IsAllowed);
        Assert.False(
            Evaluator
                .Evaluate(
                    Request(Action, RoleArn, Principal.WebIdentity("other.example.com")),
                    CallerPolicies.None,
                    trust
                )
                .IsAllowed
        );
        Assert.False(Evaluator.Evaluate(Request(Action, RoleArn, User), MayAll, trust).IsAllowed);
    }

    [Fact]
    public void Rule_110_session_policies_are_a_union_unless_told_otherwise()
    {
        var caller = MayAll with { Session = [Identity(Allow("s3:*")), Identity(Allow("sqs:*"))] };

        Assert.True(Evaluator.Evaluate(Request(), caller, default).IsAllowed);
        Assert.Equal(
            PolicyLayer.Session,
            Evaluator.Evaluate(Request(), caller with { SessionPoliciesAreUnion = false }, default).Layer
        );
    }

    [Fact]
    public void Rule_130_organizations_are_reported_before_accounts()
    {
        var denied = MayAll with { Control = ServiceControl([Deny("*")]) };
        var silent = Caller(Identity(Allow("sqs:*"))) with { Control = ServiceControl([Allow("sqs:*")]) };
        var resource = Resource(DenyTo(Everyone)) with { Control = ResourceControl([DenyTo(Everyone)]) };

        Assert.Equal(PolicyLayer.ServiceControl, Evaluator.Evaluate(Request(), denied, resource).Layer);
        Assert.Equal(PolicyLayer.ResourceControl, Evaluator.Evaluate(Request(), MayAll, resource).Layer);
        Assert.Equal(PolicyLayer.ServiceControl, Evaluator.Evaluate(Request(), silent, default).Layer);
    }

    private static ControlPolicies ServiceControl(params string[][] levels) =>
        new(levels.Select((statements, i) => Level(i, PolicyKind.ServiceControl, statements)));

    private static ControlPolicies ResourceControl(params string[][] levels) =>
        new(
            levels.Select((statements, i) => Level(i, PolicyKind.ResourceControl, statements)),
            ControlPolicies.ServicesWithResourceControl
        );

    // Each statement is a policy of its own: a policy that allows everything is not one that denies something.
    private static ControlLevel Level(int i, PolicyKind kind, string[] statements) =>
        kind == PolicyKind.ServiceControl
            ? new ControlLevel($"ou-{i}", statements.Length == 0 ? [] : [PolicyOf(kind, statements)])
            : new ControlLevel($"ou-{i}", [.. statements.Select(statement => PolicyOf(kind, statement))]);

    private static AuthorizationRequest Through(string statement) =>
        new()
        {
            Principal = Session,
            Action = "s3:GetObject",
            Resource = BucketObject,
            Context = new RequestContext(),
            EndpointPolicy = PolicyOf(PolicyKind.Endpoint, statement),
        };
}
