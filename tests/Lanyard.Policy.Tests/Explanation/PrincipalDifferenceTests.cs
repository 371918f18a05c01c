using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Explanation;

/// <summary>What keeps a principal from matching is named, with what would let it match.</summary>
public sealed class PrincipalDifferenceTests
{
    private const string OtherSession = $"arn:aws:sts::{Account}:assumed-role/app/t2";

    [Theory]
    [InlineData(
        OtherSession,
        NearMissKind.OtherSession,
        $"`{OtherSession}` is a session, and another than the caller's `{SessionArn}` of the role `{RoleArn}`"
    )]
    [InlineData(
        $"arn:aws:iam::{Account}:role/app",
        NearMissKind.OtherPath,
        $"`arn:aws:iam::{Account}:role/app` has another path than `{RoleArn}`"
    )]
    [InlineData(
        $"arn:aws:iam::{OtherAccount}:role/team/app",
        NearMissKind.OtherAccount,
        $"`arn:aws:iam::{OtherAccount}:role/team/app` is in account `{OtherAccount}`, `{RoleArn}` in account `{Account}`"
    )]
    [InlineData(
        $"arn:aws:iam::{OtherAccount}:root",
        NearMissKind.OtherAccount,
        $"`arn:aws:iam::{OtherAccount}:root` is in account `{OtherAccount}`, `{RoleArn}` in account `{Account}`"
    )]
    [InlineData(
        OtherAccount,
        NearMissKind.OtherAccount,
        $"`{OtherAccount}` is in account `{OtherAccount}`, `{RoleArn}` in account `{Account}`"
    )]
    [InlineData(
        $"arn:aws-cn:iam::{Account}:role/team/app",
        NearMissKind.OtherPartition,
        $"`arn:aws-cn:iam::{Account}:role/team/app` is in another partition than `{RoleArn}`"
    )]
    [InlineData(
        $"arn:aws:iam::{Account}:role/team/App",
        NearMissKind.OtherCase,
        $"`arn:aws:iam::{Account}:role/team/App` is `{RoleArn}` in another case"
    )]
    [InlineData(
        "AROA0000000000OLDROLE",
        NearMissKind.StaleId,
        $"`AROA0000000000OLDROLE` is the unique id of another than `{RoleArn}`: who is made anew has a new one"
    )]
    public void A_principal_that_is_nearly_the_caller_is_named_so(string named, NearMissKind kind, string detail)
    {
        var statement = Trust($$"""{"AWS":["{{named}}"],"Service":"ec2.amazonaws.com"}""");
        var request = Request("sts:AssumeRole", $"arn:aws:iam::{Account}:role/target", resourceAccount: Account);

        var explanation = Explainer.Explain(request, CallerPolicies.None, TrustPolicy(statement));

        var miss = Assert.Single(explanation.NearMisses);
        Assert.Equal((kind, detail), (miss.Kind, miss.Detail));
        var element = explanation.Change!.Element!;
        Assert.Equal(("Statement[0].Principal.AWS[0]", RoleArn), (element.Path, element.To));
        var widened = new ResourcePolicy(Compile(PolicyKind.Trust, element.ApplyTo(Document(statement))), true);
        Assert.True(Evaluator.Evaluate(request, CallerPolicies.None, widened).IsAllowed);
    }

    [Theory]
    [InlineData($"arn:aws:iam::{Account}:user/bob")]
    [InlineData($"arn:aws:iam::{Account}:role/team/other")]
    public void Another_principal_gets_a_statement_of_its_own(string named)
    {
        var request = Request("sts:AssumeRole", $"arn:aws:iam::{Account}:role/target", resourceAccount: Account);

        var explanation = Explainer.Explain(
            request,
            CallerPolicies.None,
            TrustPolicy(Trust($$"""{"AWS":"{{named}}"}"""))
        );

        Assert.Equal(NearMissKind.Other, Assert.Single(explanation.NearMisses).Kind);
        var added = TrustPolicy(explanation.Change!.Statement!);
        Assert.True(Evaluator.Evaluate(request, CallerPolicies.None, added).IsAllowed);
    }

    [Fact]
    public void A_service_in_another_case_is_named_so()
    {
        var request = Request("sts:AssumeRole", RoleArn, EcsTasks, resourceAccount: Account);

        var explanation = Explainer.Explain(
            request,
            CallerPolicies.None,
            TrustPolicy(Trust("""{"Service":"ECS-tasks.amazonaws.com"}"""))
        );

        Assert.Equal(NearMissKind.OtherCase, Assert.Single(explanation.NearMisses).Kind);
        Assert.Equal("ecs-tasks.amazonaws.com", explanation.Change!.Element!.To);
    }
}
