using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Explanation;

/// <summary>AWS's words, word for word.</summary>
public sealed class AccessDeniedSentenceTests
{
    [Theory]
    [InlineData("secretsmanager:BatchGetSecretValue", "*", "")]
    [InlineData("secretsmanager:ListSecrets", "*", "")]
    [InlineData("s3:ListAllMyBuckets", "*", "")]
    [InlineData("ecr:GetAuthorizationToken", "*", " on resource: *")]
    [InlineData("s3:GetObject", "arn:aws:s3:::b/a", " on resource: arn:aws:s3:::b/a")]
    public void Some_services_name_no_resource_where_an_action_has_none(string action, string resource, string named)
    {
        var request = Given.Request(action, resource);
        var decision = Evaluator.Evaluate(request, Given.Caller(), default);

        Assert.Equal(
            $"User: {Given.SessionArn} is not authorized to perform: {action}{named} because no identity-based policy allows the {action} action",
            AccessDeniedSentence.OfService(request, decision)
        );
    }

    [Theory]
    [InlineData(PolicyLayer.Identity, "because no identity-based policy allows the s3:GetObject action")]
    [InlineData(PolicyLayer.Boundary, "because no permissions boundary allows the s3:GetObject action")]
    [InlineData(PolicyLayer.Session, "because no session policy allows the s3:GetObject action")]
    [InlineData(PolicyLayer.Resource, "because no resource-based policy allows the s3:GetObject action")]
    [InlineData(PolicyLayer.ServiceControl, "because no service control policy allows the s3:GetObject action")]
    [InlineData(PolicyLayer.Endpoint, "because no VPC endpoint policy allows the s3:GetObject action")]
    public void Rule_124_silence_is_worded_by_its_layer(PolicyLayer layer, string reason) =>
        AssertSentence(new Decision(DecisionOutcome.ImplicitDeny, layer, null, -1), $" {reason}");

    [Theory]
    [InlineData(PolicyLayer.Identity, "with an explicit deny in an identity-based policy")]
    [InlineData(PolicyLayer.Boundary, "with an explicit deny in a permissions boundary")]
    [InlineData(PolicyLayer.Session, "with an explicit deny in a sessions policy")]
    [InlineData(PolicyLayer.Resource, "with an explicit deny in a resource-based policy")]
    [InlineData(PolicyLayer.Trust, "with an explicit deny in the role trust policy")]
    [InlineData(PolicyLayer.ServiceControl, "with an explicit deny in a service control policy")]
    [InlineData(PolicyLayer.ResourceControl, "with an explicit deny in a resource control policy")]
    [InlineData(PolicyLayer.Endpoint, "with an explicit deny in a VPC endpoint policy")]
    public void Rule_124_a_denial_is_worded_by_its_layer(PolicyLayer layer, string reason) =>
        AssertSentence(new Decision(DecisionOutcome.ExplicitDeny, layer, null, -1), $" {reason}");

    [Fact]
    public void Rule_124_a_silent_trust_policy_is_called_so()
    {
        var request = Request("sts:AssumeRole", RoleArn, User);
        var decision = new Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.Trust, null, -1);

        Assert.Equal(
            $"User: {UserArn} is not authorized to perform: sts:AssumeRole on resource: {RoleArn} because no role trust policy allows the sts:AssumeRole action",
            AccessDeniedSentence.For(request, decision, RoleArn)
        );
    }

    [Fact]
    public void Rule_27_a_silent_service_control_policy_is_worded_as_silence_and_not_as_a_denial() =>
        AssertSentence(
            new Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.ServiceControl, null, -1),
            " because no service control policy allows the s3:GetObject action"
        );

    [Fact]
    public void Rule_123_one_layer_is_named_though_several_refuse()
    {
        var silent = Identity(Allow("sqs:*"));
        var caller = Caller(silent, boundary: silent, session: silent);

        var explanation = Explainer.Explain(Request(), caller, default);

        Assert.Equal([PolicyLayer.Boundary, PolicyLayer.Session, PolicyLayer.Identity], explanation.BlockedBy);
        Assert.EndsWith(
            "because no identity-based policy allows the s3:GetObject action",
            explanation.Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Rule_122_a_service_that_shows_no_resource_leaves_it_out()
    {
        var decision = new Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.Identity, null, -1);

        Assert.Equal(
            $"User: {SessionArn} is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action",
            AccessDeniedSentence.For(Request("s3:ListAllMyBuckets", "*"), decision, null)
        );
    }

    [Fact]
    public void Rule_126_a_caller_from_another_account_is_not_told_why()
    {
        var decision = new Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.Resource, null, -1);

        Assert.Equal(
            $"User: {SessionArn} is not authorized to perform: s3:GetObject on resource: {BucketObject}",
            AccessDeniedSentence.For(Request(resourceAccount: OtherAccount), decision, BucketObject)
        );
    }

    [Fact]
    public void Rule_126_callers_of_one_organization_may_be_told() =>
        Assert.EndsWith(
            " because no resource-based policy allows the s3:GetObject action",
            AccessDeniedSentence.For(
                Request(resourceAccount: OtherAccount),
                new Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.Resource, null, -1),
                BucketObject,
                new DenialWording { TellsOtherAccounts = true }
            ),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rule_127_assuming_a_role_of_another_account_is_never_explained(bool tellsOthers)
    {
        var request = Request("sts:AssumeRole", RoleArn, User, resourceAccount: OtherAccount);
        var decision = new Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.Trust, null, -1);
        var wording = new DenialWording { TellsOtherAccounts = tellsOthers };

        Assert.Equal(
            $"User: {UserArn} is not authorized to perform: sts:AssumeRole on resource: {RoleArn}",
            AccessDeniedSentence.For(request, decision, RoleArn, wording)
        );
    }

    [Fact]
    public void Rule_127_a_web_identity_has_no_name_yet() =>
        Assert.Equal(
            "Not authorized to perform sts:AssumeRoleWithWebIdentity",
            AccessDeniedSentence.For(
                Request("sts:AssumeRoleWithWebIdentity", RoleArn, WebIdentity),
                new Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.Trust, null, -1),
                RoleArn
            )
        );

    [Fact]
    public void Rule_124_a_session_policy_may_deny_in_the_words_of_its_silence() =>
        AssertSentence(
            new Decision(DecisionOutcome.ExplicitDeny, PolicyLayer.Session, null, -1),
            " with an explicit deny in a session policy",
            new DenialWording { SessionDenialsSaySessions = false }
        );

    [Fact]
    public void Rule_124_a_silent_resource_control_policy_has_no_words_at_AWS() =>
        AssertSentence(new Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.ResourceControl, null, -1), "");

    [Fact]
    public void Rule_124_a_silent_resource_control_policy_may_be_worded_as_the_others() =>
        AssertSentence(
            new Decision(DecisionOutcome.ImplicitDeny, PolicyLayer.ResourceControl, null, -1),
            " because no resource control policy allows the s3:GetObject action",
            new DenialWording { WordsSilentResourceControl = true }
        );

    [Theory]
    [InlineData(PolicyLayer.Identity, "arn:aws:iam::111122223333:policy/NoReads", "an identity-based policy", true)]
    [InlineData(PolicyLayer.Boundary, "arn:aws:iam::111122223333:policy/Limit", "a permissions boundary", true)]
    [InlineData(PolicyLayer.Session, "arn:aws:iam::111122223333:policy/Some", "a sessions policy", true)]
    [InlineData(
        PolicyLayer.ServiceControl,
        "arn:aws:organizations::111122223333:policy/o-1/service_control_policy/p-1",
        "a service control policy",
        true
    )]
    [InlineData(
        PolicyLayer.ResourceControl,
        "arn:aws:organizations::111122223333:policy/o-1/resource_control_policy/p-1",
        "a resource control policy",
        true
    )]
    [InlineData(PolicyLayer.Resource, "arn:aws:s3:::receipts", "a resource-based policy", false)]
    [InlineData(PolicyLayer.Identity, "inline", "an identity-based policy", false)]
    public void Rule_125_a_denying_policy_may_be_named(PolicyLayer layer, string name, string kind, bool isNamed)
    {
        var policy = Compile(Lanyard.Policy.Documents.PolicyKind.Identity, Document(Deny("*")), name);
        var decision = new Decision(DecisionOutcome.ExplicitDeny, layer, policy, 0);
        var plain = $" with an explicit deny in {kind}";

        AssertSentence(decision, plain);
        AssertSentence(decision, isNamed ? $"{plain}: {name}" : plain, new DenialWording { NamesDenyingPolicy = true });
    }

    private static void AssertSentence(Decision decision, string reason, DenialWording? wording = null) =>
        Assert.Equal(
            $"User: {SessionArn} is not authorized to perform: s3:GetObject on resource: {BucketObject}{reason}",
            AccessDeniedSentence.For(Request(resourceAccount: Account), decision, BucketObject, wording)
        );
}
