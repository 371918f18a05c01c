using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Explanation;

/// <summary>What is said about a decision, and whether the change that is proposed really helps.</summary>
public sealed class ExplainerTests
{
    private const string EcsTasksService = """{"Service":"ecs-tasks.amazonaws.com"}""";

    [Fact]
    public void An_allowed_request_names_its_statement_and_needs_no_change()
    {
        var explanation = Explainer.Explain(Request(), Caller(Identity(Allow("sqs:*"), Allow("s3:*"))), default);

        Assert.Equal("allowed by statement 1 of policy `policy`, line 1", explanation.Reason);
        Assert.Null(explanation.Change);
    }

    [Fact]
    public void Rule_24_a_level_without_a_resource_control_policy_that_allows_gets_the_one_of_full_access()
    {
        var level = new ControlLevel("ou-1", [PolicyOf(PolicyKind.ResourceControl, DenyTo("\"*\"", "sqs:*"))]);
        var owner = Resource(AllowTo("\"*\"")) with
        {
            Control = new ControlPolicies([level], ControlPolicies.ServicesWithResourceControl),
        };

        var change = Explainer.Explain(Request(), Caller(Identity(Allow("s3:*"))), owner).Change!;

        Assert.Equal("attach `RCPFullAWSAccess`, which says this, to `ou-1`", change.Advice);
        Assert.True(PolicyDocument.Parse(Document(change.Statement!), PolicyKind.ResourceControl).IsValid);
    }

    [Fact]
    public void A_silent_role_gets_the_statement_to_add()
    {
        var explanation = Explainer.Explain(Request(), Caller(Identity(Allow("sqs:*"))), default);

        Assert.Equal($"no identity policy allows `s3:GetObject` on `{BucketObject}`", explanation.Reason);
        Assert.Equal("add this statement to a policy of role `team/app`", explanation.Change!.Advice);
        Assert.Equal(
            """
            {
              "Effect": "Allow",
              "Action": "s3:GetObject",
              "Resource": "arn:aws:s3:::receipts/2026/1.json"
            }
            """.ReplaceLineEndings("\n"),
            explanation.Change.Statement
        );
    }

    [Fact]
    public void Near_misses_come_nearest_first_with_what_kept_them_from_matching()
    {
        var policy = Compile(
            PolicyKind.Identity,
            """
            {"Version":"2012-10-17","Statement":[
            {"Sid":"Far","Effect":"Allow","Action":"sqs:*","Resource":"*"},
            {"Sid":"OtherAction","Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::receipts/*"},
            {"Sid":"OtherBucket","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"},
            {"Sid":"OtherRegion","Effect":"Allow","Action":"s3:Get*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}
            ]}
            """,
            "app-policy"
        );
        var context = new RequestContext().Set("aws:RequestedRegion", "us-east-1");

        var explanation = Explainer.Explain(Request(context: context), Caller(policy), default);

        Assert.Equal(
            [
                new NearMiss(
                    "app-policy",
                    3,
                    "OtherRegion",
                    5,
                    "Condition",
                    "`StringEquals` on `aws:RequestedRegion` wants `eu-west-1`; the request has `us-east-1`"
                ),
                new NearMiss(
                    "app-policy",
                    2,
                    "OtherBucket",
                    4,
                    "Resource",
                    $"`{BucketObject}` does not match `arn:aws:s3:::reports/*`"
                ),
                new NearMiss(
                    "app-policy",
                    1,
                    "OtherAction",
                    3,
                    "Action",
                    "`s3:GetObject` does not match `s3:PutObject`"
                ),
            ],
            explanation.NearMisses
        );
    }

    [Fact]
    public void A_condition_that_failed_alone_is_the_change()
    {
        var policy = Identity(Allow("s3:*", "*", """{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}"""));

        var change = Explainer.Explain(Request(), Caller(policy), default).Change!;

        Assert.Equal(
            "change the condition of statement 0 of policy `policy`, line 1: `StringEquals` on `aws:RequestedRegion` wants `eu-west-1`; the request has no value for it",
            change.Advice
        );
        Assert.Null(change.Statement);
    }

    [Fact]
    public void An_explicit_deny_is_to_be_narrowed()
    {
        var policy = Identity(Allow("*"), """{"Sid":"NoReads","Effect":"Deny","Action":"s3:Get*","Resource":"*"}""");

        var explanation = Explainer.Explain(Request(), Caller(policy), default);

        Assert.Equal("denied by statement 1 (`NoReads`) of policy `policy`, line 1", explanation.Reason);
        Assert.Equal(
            $"narrow statement 1 (`NoReads`) of policy `policy`, line 1, so that it does not deny `s3:GetObject` on `{BucketObject}`",
            explanation.Change!.Advice
        );
    }

    [Fact]
    public void A_trust_policy_for_the_wrong_service_is_told_which_principal_to_add()
    {
        var trust = Compile(
            PolicyKind.Trust,
            Document(Trust("""{"Service":"ec2.amazonaws.com"}""")),
            "trust policy of app"
        );
        var request = Request("sts:AssumeRole", RoleArn, EcsTasks, resourceAccount: Account);

        var explanation = Explainer.Explain(request, CallerPolicies.None, new ResourcePolicy(trust, true));

        Assert.Equal(
            $"the trust policy of `{RoleArn}` does not let `ecs-tasks.amazonaws.com` assume it",
            explanation.Reason
        );
        Assert.Equal(
            "add the principal `ecs-tasks.amazonaws.com` to the trust policy of app, which names `ec2.amazonaws.com`",
            explanation.Change!.Advice
        );
        Assert.Equal(
            """
            {
              "Effect": "Allow",
              "Principal": {
                "Service": "ecs-tasks.amazonaws.com"
              },
              "Action": "sts:AssumeRole"
            }
            """.ReplaceLineEndings("\n"),
            explanation.Change.Statement
        );
        Assert.Equal("Principal", Assert.Single(explanation.NearMisses).Element);
    }

    [Fact]
    public void A_trust_policy_whose_condition_fails_is_told_so()
    {
        var trust = TrustPolicy(Trust(EcsTasksService, """{"StringEquals":{"aws:SourceAccount":"444455556666"}}"""));
        var context = new RequestContext().Set("aws:SourceAccount", Account);
        var request = Request("sts:AssumeRole", RoleArn, EcsTasks, context, Account);

        var change = Explainer.Explain(request, CallerPolicies.None, trust).Change!;

        Assert.Equal(PolicyLayer.Trust, change.Layer);
        Assert.EndsWith(
            "`StringEquals` on `aws:SourceAccount` wants `444455556666`; the request has `111122223333`",
            change.Advice,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_layer_that_blocks_is_named_and_no_other()
    {
        var silent = Identity(Allow("sqs:*"));

        var explanation = Explainer.Explain(Request(), Caller(silent, silent, Identity(Allow("*"))), default);

        Assert.Equal([PolicyLayer.Boundary, PolicyLayer.Identity], explanation.BlockedBy);
        Assert.EndsWith(
            "; the permissions boundary must let it pass too",
            explanation.Change!.Advice,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_silent_boundary_is_where_the_statement_goes()
    {
        var caller = Caller(Identity(Allow("*")), Compile(PolicyKind.Boundary, Document(Allow("sqs:*")), "limit"));

        var change = Explainer.Explain(Request(), caller, default).Change!;

        Assert.Equal(
            (PolicyLayer.Boundary, "add this statement to permissions boundary `limit`"),
            (change.Layer, change.Advice)
        );
    }

    [Fact]
    public void Across_accounts_the_resource_policy_gets_a_statement_with_the_principal()
    {
        var request = Request(resourceAccount: OtherAccount);

        var change = Explainer.Explain(request, Caller(Identity(Allow("*"))), default).Change!;

        Assert.Equal(PolicyLayer.Resource, change.Layer);
        Assert.True(Evaluator.Evaluate(request, Caller(Identity(Allow("*"))), Resource(change.Statement!)).IsAllowed);
    }

    [Theory]
    [InlineData("s3:GetObject", BucketObject)]
    [InlineData("ecr:GetAuthorizationToken", "*")]
    public void The_statement_to_add_allows_the_request(string action, string resource)
    {
        var request = Request(action, resource);

        var change = Explainer.Explain(request, Caller(Identity(Allow("sqs:*"))), default).Change!;

        Assert.True(IsAllowed(request, change.Statement!));
    }

    [Fact]
    public void Root_is_allowed_without_a_policy() =>
        Assert.Equal(
            "allowed: the root user needs no policy for what its account owns",
            Explainer.Explain(Request(principal: Root), CallerPolicies.None, default).Reason
        );

    [Fact]
    public void Rule_122_a_refusal_comes_with_AWS_own_sentence()
    {
        var explanation = Explainer.Explain(Request(), Caller(Identity(Allow("sqs:*"))), default);

        Assert.Equal(
            $"User: {SessionArn} is not authorized to perform: s3:GetObject on resource: {BucketObject} because no identity-based policy allows the s3:GetObject action",
            explanation.Sentence
        );
    }

    [Fact]
    public void An_allowed_request_has_no_sentence() =>
        Assert.Null(Explainer.Explain(Request(), Caller(Identity(Allow("*"))), default).Sentence);

    [Fact]
    public void Rule_130_of_several_silent_layers_the_evaluators_is_reported()
    {
        var explanation = Explainer.Explain(Request(), SilentInControlAndIdentity(), SilentInControl());

        Assert.Equal(PolicyLayer.ServiceControl, explanation.Decision.Layer);
        Assert.Equal(
            [PolicyLayer.ServiceControl, PolicyLayer.ResourceControl, PolicyLayer.Identity],
            explanation.BlockedBy
        );
    }

    [Fact]
    public void Rule_3_the_documented_walk_reports_resource_control_first()
    {
        var options = new ExplanationOptions { FollowsDocumentedWalk = true };

        var explanation = Explainer.Explain(Request(), SilentInControlAndIdentity(), SilentInControl(), options);

        Assert.Equal(PolicyLayer.ResourceControl, explanation.Decision.Layer);
        Assert.Equal(PolicyLayer.ResourceControl, explanation.Change!.Layer);
        Assert.StartsWith("no resource control policy allows", explanation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_denial_says_where_it_stands_and_that_others_deny_too()
    {
        var policy = Compile(
            PolicyKind.Identity,
            """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"*","Resource":"*"},
              {"Sid":"NoReads","Effect":"Deny","Action":"s3:Get*","Resource":"*"},
              {"Effect":"Deny","Action":"*","Resource":"arn:aws:s3:::receipts/*"}
            ]}
            """,
            "app"
        );

        var change = Explainer.Explain(Request(), Caller(policy), default).Change!;

        Assert.Equal(ChangeKind.NarrowStatement, change.Kind);
        Assert.Equal(new StatementPlace("app", 1, "NoReads", 3, 3), change.Place);
        Assert.EndsWith("; another statement denies it too", change.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_a_name_is_nearer_than_what_has_none()
    {
        var policy = Identity(
            Allow("s3:GetObject", "arn:aws:s3:::receipt/*"),
            Allow("s3:GetObjects", "arn:aws:s3:::*"),
            Allow("s3:GetObject", "arn:aws:s3:::RECEIPTS/*")
        );

        var explanation = Explainer.Explain(Request(), Caller(policy), default);

        Assert.Equal([1, 2, 0], explanation.NearMisses.Select(miss => miss.StatementIndex));
        Assert.Equal("s3:GetObject", explanation.Change!.Element!.To);
    }

    [Fact]
    public void Of_very_many_statements_the_nearest_is_found()
    {
        var statements = Enumerable
            .Range(0, 500)
            .Select(i => Allow("s3:GetObject", $"arn:aws:s3:::archive-{i}/*"))
            .Append(Allow("s3:GetObject", "arn:aws:s3:::receipts"))
            .ToArray();

        var explanation = Explainer.Explain(Request(), Caller(Identity(statements)), default);

        Assert.Equal(NearMissKind.MissingPath, explanation.NearMisses[0].Kind);
        Assert.Equal("Statement[500].Resource", explanation.Change!.Element!.Path);
    }

    [Fact]
    public void A_statement_that_two_levels_share_is_told_once()
    {
        var shared = PolicyOf(PolicyKind.ServiceControl, Allow("s3:PutObject"));
        var caller = Caller(Identity(Allow("*"))) with
        {
            Control = new ControlPolicies([new ControlLevel("r-root", [shared]), new ControlLevel("ou-1", [shared])]),
        };

        Assert.Single(Explainer.Explain(Request(), caller, default).NearMisses);
    }

    private static CallerPolicies SilentInControlAndIdentity() =>
        Caller(Identity(Allow("sqs:*"))) with
        {
            Control = new ControlPolicies([
                new ControlLevel("r-root", [PolicyOf(PolicyKind.ServiceControl, Allow("sqs:*"))]),
            ]),
        };

    private static ResourcePolicy SilentInControl() =>
        new(null, IsRequired: false) { Control = new ControlPolicies([new ControlLevel("r-root", [])]) };
}
