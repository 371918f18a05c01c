using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;
using static Lanyard.Policy.Tests.Explanation.NearRequests;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Explanation;

/// <summary>What keeps a condition from holding is named, with what would let it hold.</summary>
public sealed class ConditionDifferenceTests
{
    [Fact]
    public void A_value_in_another_case_is_added() =>
        AssertWidened(
            Allow("s3:*", "*", """{"StringEquals":{"s3:prefix":["Home","Work"]}}"""),
            With("s3:prefix", "home"),
            NearMissKind.OtherCase,
            "`StringEquals` on `s3:prefix` wants `Home`, `Work`; the request has `home`, in another case",
            "home"
        );

    [Fact]
    public void Another_value_is_added() =>
        AssertWidened(
            Allow("s3:*", "*", """{"StringLike":{"aws:PrincipalTag/team":"pay*"}}"""),
            With("aws:PrincipalTag/team", "sales"),
            NearMissKind.Other,
            "`StringLike` on `aws:PrincipalTag/team` wants `pay*`; the request has `sales`",
            "sales"
        );

    [Fact]
    public void Several_values_need_ForAnyValue() =>
        AssertWidened(
            Allow("s3:*", "*", """{"StringEquals":{"aws:TagKeys":"team"}}"""),
            With("aws:TagKeys", "cost", "team"),
            NearMissKind.SeveralValues,
            "`StringEquals` on `aws:TagKeys` wants `team`; the request has `cost`, `team`, which only `ForAnyValue:StringEquals` compares one by one",
            "ForAnyValue:StringEquals"
        );

    [Fact]
    public void A_wildcard_needs_StringLike() =>
        AssertWidened(
            Allow("s3:*", "*", """{"StringEqualsIfExists":{"s3:prefix":"home/*"}}"""),
            With("s3:prefix", "home/a"),
            NearMissKind.WildcardWithoutLike,
            "`StringEqualsIfExists` on `s3:prefix` wants `home/*`; the request has `home/a`; `*` and `?` stand for others under `StringLikeIfExists` alone",
            "StringLikeIfExists"
        );

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7/32")]
    [InlineData("2001:db8::7", "2001:db8::7/128")]
    public void An_address_outside_the_ranges_is_added(string address, string range) =>
        AssertWidened(
            Allow("s3:*", "*", """{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"""),
            With("aws:SourceIp", address),
            NearMissKind.AddressOutside,
            $"`IpAddress` on `aws:SourceIp` wants `10.0.0.0/8`; the request has `{address}`, outside of that",
            range
        );

    [Fact]
    public void The_one_value_that_a_set_has_too_many_is_added() =>
        AssertWidened(
            Allow("s3:*", "*", """{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}"""),
            With("aws:TagKeys", "cost", "team"),
            NearMissKind.Other,
            "`ForAllValues:StringEquals` on `aws:TagKeys` wants `team`; the request has `cost`, `team`",
            "cost"
        );

    [Theory]
    [InlineData("DateLessThan", "2027-01-01T00:00:00Z", "that date has passed")]
    [InlineData("DateGreaterThan", "2025-01-01T00:00:00Z", "that date is yet to come")]
    public void A_date_that_is_over_or_to_come_is_for_people_to_move(string @operator, string now, string when)
    {
        var request = With("aws:CurrentTime", now);
        var condition = $$$"""{"{{{@operator}}}":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}}""";

        AssertReviewed(Allow("s3:*", "*", condition), request, NearMissKind.DateOutside, when);
    }

    [Fact]
    public void An_absent_key_is_for_people_to_send() =>
        AssertReviewed(
            Allow("s3:*", "*", """{"StringEquals":{"s3:prefix":"home"}}"""),
            Request(),
            NearMissKind.KeyAbsent,
            "`StringEquals` on `s3:prefix` wants `home`; the request has no value for it"
        );

    [Fact]
    public void A_value_that_is_left_out_stays_so() =>
        AssertReviewed(
            Allow("s3:*", "*", """{"StringNotEquals":{"s3:prefix":"home"}}"""),
            With("s3:prefix", "home"),
            NearMissKind.Excepted,
            "`StringNotEquals` on `s3:prefix` wants `home`; the request has `home`"
        );

    [Theory]
    [InlineData("""{"NumericLessThan":{"s3:max-keys":"10"}}""", "s3:max-keys", "20")]
    [InlineData("""{"Bool":{"aws:SecureTransport":true}}""", "aws:SecureTransport", "false")]
    [InlineData("""{"Null":{"s3:prefix":"true"}}""", "s3:prefix", "home")]
    public void A_limit_is_for_people_to_move(string condition, string key, string value) =>
        AssertReviewed(
            Allow("s3:*", "*", condition),
            With(key, value),
            NearMissKind.Other,
            $"the request has `{value}`"
        );

    [Fact]
    public void A_value_with_wildcards_is_not_added_as_a_pattern() =>
        AssertReviewed(
            Allow("s3:*", "*", """{"StringLike":{"s3:prefix":"home"}}"""),
            With("s3:prefix", "*"),
            NearMissKind.Other,
            "the request has `*`"
        );

    [Fact]
    public void An_operator_with_other_keys_is_not_renamed() =>
        AssertReviewed(
            Allow("s3:*", "*", """{"StringEquals":{"s3:prefix":"home/*","s3:delimiter":"?"}}"""),
            Request(context: new RequestContext().Set("s3:prefix", "home/a").Set("s3:delimiter", "?")),
            NearMissKind.WildcardWithoutLike,
            "`*` and `?` stand for others under `StringLike` alone"
        );

    [Fact]
    public void Two_conditions_that_fail_are_both_told()
    {
        var statement = Allow(
            "s3:*",
            "*",
            """{"StringEquals":{"s3:prefix":"home"},"Bool":{"aws:SecureTransport":"true"}}"""
        );

        var change = Explain(statement, Request()).Change!;

        Assert.Equal(
            "change the condition of statement 0 of policy `policy`, line 1: "
                + "`StringEquals` on `s3:prefix` wants `home`; the request has no value for it; "
                + "`Bool` on `aws:SecureTransport` wants `true`; the request has no value for it",
            change.Advice
        );
    }

    private static AuthorizationRequest With(string key, params string[] values) =>
        Request(context: new RequestContext().Set(key, values));

    private static void AssertReviewed(string statement, AuthorizationRequest request, NearMissKind kind, string detail)
    {
        var explanation = Explain(statement, request);

        var miss = Assert.Single(explanation.NearMisses);
        Assert.Equal(kind, miss.Kind);
        Assert.EndsWith(detail, miss.Detail, StringComparison.Ordinal);
        Assert.Equal(ChangeKind.ReviewCondition, explanation.Change!.Kind);
        Assert.Null(explanation.Change.Element);
    }
}
