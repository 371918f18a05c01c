using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Explanation;

/// <summary>AWS's words, word for word.</summary>
public sealed class AccessDeniedSentenceTests
{
    [Theory]
    [InlineData(PolicyLayer.Identity, "because no identity-based policy allows the s3:GetObject action")]
    [InlineData(PolicyLayer.Boundary, "because no permissions boundary allows the s3:GetObject action")]
    [InlineData(PolicyLayer.Session, "because no session policy allows the s3:GetObject action")]
    [InlineData(PolicyLayer.Resource, "because no resource-based policy allows the s3:GetObject action")]
    public void Rule_124_silence_is_worded_by_its_layer(PolicyLayer layer, string reason) =>
        AssertSentence(new Decision(DecisionOutcome.ImplicitDeny, layer, null, -1), reason);

    [Theory]
    [InlineData(PolicyLayer.Identity, "with an explicit deny in an identity-based policy")]
    [InlineData(PolicyLayer.Boundary, "with an explicit deny in a permissions boundary")]
    [InlineData(PolicyLayer.Session, "with an explicit deny in a session policy")]
    [InlineData(PolicyLayer.Resource, "with an explicit deny in a resource-based policy")]
    [InlineData(PolicyLayer.Trust, "with an explicit deny in the role trust policy")]
    public void Rule_124_a_denial_is_worded_by_its_layer(PolicyLayer layer, string reason) =>
        AssertSentence(new Decision(DecisionOutcome.ExplicitDeny, layer, null, -1), reason);

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

    private static void AssertSentence(Decision decision, string reason) =>
        Assert.Equal(
            $"User: {SessionArn} is not authorized to perform: s3:GetObject on resource: {BucketObject} {reason}",
            AccessDeniedSentence.For(Request(resourceAccount: Account), decision, BucketObject)
        );
}
