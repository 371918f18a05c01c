using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Explanation;

/// <summary>What variables keep apart is explained by what they stand for, and never opened beside them.</summary>
public sealed class VariableDifferenceTests
{
    private const string TeamFolder = "arn:aws:s3:::shop/${aws:PrincipalTag/team}/*";

    private static readonly RequestContext OfBlue = new RequestContext().Set("aws:PrincipalTag/team", "blue");

    [Theory]
    [InlineData("{")]
    [InlineData("""{"Version":"2008-10-17",""")]
    public void Before_2012_a_variable_is_plain_text(string beginning)
    {
        var explanation = Explain(
            beginning + $$""" "Statement":[{{Allow("s3:GetObject", TeamFolder)}}]}""",
            Request(resource: "arn:aws:s3:::shop/blue/a", context: OfBlue)
        );

        var miss = Assert.Single(explanation.NearMisses);
        const string Detail =
            $"`{TeamFolder}` is plain text: only a policy with `\"Version\": \"2012-10-17\"` has policy variables";
        Assert.Equal((NearMissKind.VariableInVersion, Detail), (miss.Kind, miss.Detail));
        AssertNothingIsOpened(explanation);
        Assert.Equal($"write `\"Version\": \"2012-10-17\"` in policy `policy`: {Detail}", explanation.Change!.Advice);
    }

    [Fact]
    public void Where_the_version_is_not_enough_both_are_said()
    {
        var explanation = Explain(
            $$"""{"Statement":[{{Allow("s3:GetObject", TeamFolder)}}]}""",
            Request(resource: "arn:aws:s3:::shop/red/a", context: OfBlue)
        );

        Assert.EndsWith(
            "has policy variables; even there `${aws:PrincipalTag/team}` is `blue` in this request",
            Assert.Single(explanation.NearMisses).Detail,
            StringComparison.Ordinal
        );
        AssertNothingIsOpened(explanation);
    }

    [Theory]
    [InlineData("arn:aws:s3:::home/${aws:userid}/*", "`${aws:userid}` is `AROA1234567890ABCDEFG:t1`")]
    [InlineData("arn:aws:s3:::home/${aws:username}/*", "`${aws:username}` has no value")]
    [InlineData("arn:aws:s3:::home/${aws:username, 'nobody'}/*", "`${aws:username}` is `nobody`")]
    [InlineData(
        "arn:aws:s3:::${aws:username}/${aws:userid}/*",
        "`${aws:username}` has no value and `${aws:userid}` is `AROA1234567890ABCDEFG:t1`"
    )]
    public void What_a_variable_stands_for_is_said(string pattern, string values)
    {
        var context = new RequestContext().Set("aws:userid", Session.UserId);

        var explanation = Explain(
            Document(Allow("s3:GetObject", pattern)),
            Request(resource: "arn:aws:s3:::home/alice/a", context: context)
        );

        var miss = Assert.Single(explanation.NearMisses);
        Assert.Equal(
            (NearMissKind.OtherVariableValue, $"in `{pattern}` {values} in this request"),
            (miss.Kind, miss.Detail)
        );
        AssertNothingIsOpened(explanation);
    }

    [Fact]
    public void In_conditions_it_is_said_too()
    {
        const string Condition = """{"StringLike":{"s3:prefix":"home/${aws:userid}/*"}}""";
        var context = new RequestContext().Set("aws:userid", Session.UserId).Set("s3:prefix", "home/alice/a");

        var explanation = Explain(
            Document(Allow("s3:ListBucket", "*", Condition)),
            Request("s3:ListBucket", "arn:aws:s3:::shop", context: context)
        );

        Assert.EndsWith(
            "in `home/${aws:userid}/*` `${aws:userid}` is `AROA1234567890ABCDEFG:t1` in this request",
            Assert.Single(explanation.NearMisses).Detail,
            StringComparison.Ordinal
        );
        AssertNothingIsOpened(explanation);
    }

    [Fact]
    public void A_condition_in_an_old_policy_needs_the_version()
    {
        const string Condition = """{"StringEquals":{"s3:prefix":"${aws:PrincipalTag/team}"}}""";
        var context = new RequestContext().Set("aws:PrincipalTag/team", "blue").Set("s3:prefix", "blue");

        var explanation = Explain(
            $$"""{"Statement":[{{Allow("s3:ListBucket", "*", Condition)}}]}""",
            Request("s3:ListBucket", "arn:aws:s3:::shop", context: context)
        );

        Assert.StartsWith(
            "write `\"Version\": \"2012-10-17\"` in policy `policy`",
            explanation.Change!.Advice,
            StringComparison.Ordinal
        );
        AssertNothingIsOpened(explanation);
    }

    [Fact]
    public void A_pattern_about_something_else_is_no_matter_of_its_variables() =>
        Assert.Equal(
            NearMissKind.Other,
            Assert
                .Single(
                    Explain(
                        Document(Allow("s3:GetObject", TeamFolder)),
                        Request(resource: "arn:aws:s3:::other/a", context: OfBlue)
                    ).NearMisses
                )
                .Kind
        );

    private static DecisionExplanation Explain(string policy, AuthorizationRequest request) =>
        Explainer.Explain(request, Caller(Compile(PolicyKind.Identity, policy)), default);

    private static void AssertNothingIsOpened(DecisionExplanation explanation)
    {
        var change = explanation.Change!;
        Assert.Equal(ChangeKind.ReviewVariables, change.Kind);
        Assert.Null(change.Element);
        Assert.Null(change.Statement);
        Assert.NotNull(change.Place);
    }
}
