using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Evaluation;

/// <summary>What other engines were seen to get wrong, a test each.</summary>
public sealed class MistakesOfOtherEnginesTests
{
    [Fact]
    public void A_failed_condition_of_an_allow_is_silence_and_not_a_denial()
    {
        var policy = Identity(Allow("*", "*", """{"StringEquals":{"k":"a"}}"""));

        Assert.Equal(DecisionOutcome.ImplicitDeny, Evaluator.Evaluate(Request(), Caller(policy), default).Outcome);
    }

    [Theory]
    [InlineData("""{"StringLike":{"k":"b*"}}""")]
    [InlineData("""{"NumericEquals":{"k":"1"}}""")]
    [InlineData("""{"IpAddress":{"k":"10.0.0.0/8"}}""")]
    [InlineData("""{"DateLessThan":{"k":"2026-01-01"}}""")]
    [InlineData("""{"ArnLike":{"k":"arn:aws:s3:::*"}}""")]
    [InlineData("""{"Bool":{"k":"true"}}""")]
    [InlineData("""{"BinaryEquals":{"k":"QmluYXJ5"}}""")]
    [InlineData("""{"ForAnyValue:StringEquals":{"k":"b"}}""")]
    public void No_operator_is_taken_for_true(string condition) =>
        Assert.False(IsAllowed(With("a"), Allow("*", "*", condition)));

    [Theory]
    [InlineData("arn:aws:s3:::b.c/(x)+", "arn:aws:s3:::bxc/xx")]
    [InlineData("arn:aws:s3:::b/[ab]", "arn:aws:s3:::b/a")]
    [InlineData("arn:aws:sqs:us.east-1:111122223333:q", "arn:aws:sqs:us-east-1:111122223333:q")]
    public void A_pattern_is_no_regular_expression(string pattern, string resource) =>
        Assert.False(IsAllowed(Request(resource: resource), Allow("*", pattern)));

    [Fact]
    public void A_question_mark_is_a_wildcard() =>
        Assert.True(IsAllowed(Request(resource: "arn:aws:s3:::b/1"), Allow("*", "arn:aws:s3:::?/?")));

    [Fact]
    public void A_run_crosses_line_breaks_and_its_own_next_literal() =>
        Assert.True(IsAllowed(Request(resource: "arn:aws:s3:::b/a\nbcc"), Allow("*", "arn:aws:s3:::b/a*c")));

    [Fact]
    public void Variables_are_text_under_2008()
    {
        var policy = Compile(
            PolicyKind.Identity,
            $$"""{"Version":"2008-10-17","Statement":{{Allow("*", "arn:aws:s3:::${aws:username}/*")}}}"""
        );
        var request = Request(resource: "arn:aws:s3:::bob/1", context: new RequestContext().Set("aws:username", "bob"));

        Assert.False(Evaluator.Evaluate(request, Caller(policy), default).IsAllowed);
    }

    [Fact]
    public void A_variable_without_value_under_a_negated_operator_matches() =>
        Assert.True(IsAllowed(With("a"), Allow("*", "*", """{"StringNotEquals":{"k":"${none}"}}""")));

    [Fact]
    public void Seconds_of_the_epoch_and_dates_compare_as_instants() =>
        Assert.True(IsAllowed(With("1795478400"), Allow("*", "*", """{"DateEquals":{"k":"2026-11-24T00:00:00Z"}}""")));

    [Fact]
    public void Addresses_are_equal_however_they_are_spelled() =>
        Assert.True(
            IsAllowed(With("2001:db8:0:0:0:0:0:1"), Allow("*", "*", """{"IpAddress":{"k":"2001:0DB8::1/128"}}"""))
        );

    [Fact]
    public void A_text_that_begins_like_a_number_is_none() =>
        Assert.False(IsAllowed(With("12abc"), Allow("*", "*", """{"NumericEquals":{"k":"12"}}""")));

    [Theory]
    [InlineData("boundary")]
    [InlineData("session")]
    public void Silence_does_not_cancel_a_grant_to_the_session(string layer)
    {
        var silent = Identity(Allow("sqs:*"));
        var caller = layer == "session" ? Caller(silent, session: silent) : Caller(silent, boundary: silent);
        var resource = Resource(AllowTo($$"""{"AWS":"{{SessionArn}}"}"""));

        Assert.True(Evaluator.Evaluate(Request(), caller, resource).IsAllowed);
    }

    [Fact]
    public void A_negated_operator_asks_to_differ_from_every_value() =>
        Assert.False(IsAllowed(With("a"), Allow("*", "*", """{"StringNotEquals":{"k":["a","b"]}}""")));

    [Fact]
    public void An_absent_key_satisfies_a_negated_operator() =>
        Assert.True(IsAllowed(Request(), Allow("*", "*", """{"StringNotEquals":{"k":"a"}}""")));

    [Fact]
    public void A_wildcard_in_an_ARN_condition_stays_within_its_field() =>
        Assert.False(
            IsAllowed(
                With("arn:aws:ecs:us-east-1:111122223333:task/1"),
                Allow("*", "*", """{"ArnLike":{"k":"arn:aws:e*:task/1"}}""")
            )
        );

    [Fact]
    public void Case_tells_resources_apart() =>
        Assert.False(IsAllowed(Request(resource: "arn:aws:s3:::Bucket/k"), Allow("*", "arn:aws:s3:::bucket/k")));

    [Fact]
    public void A_trust_policy_counts_where_the_role_is_the_target()
    {
        var request = Request("sts:AssumeRole", RoleArn, User, resourceAccount: Account);
        var trust = TrustPolicy(Trust("""{"Service":"ec2.amazonaws.com"}"""));

        Assert.False(Evaluator.Evaluate(request, Caller(Identity(Allow("sts:*"))), trust).IsAllowed);
    }

    private static AuthorizationRequest With(string value) => Request(context: new RequestContext().Set("k", value));
}
