using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Conditions;

/// <summary>The rules of condition blocks, each by its number; the context is a list of <c>key=value|value</c>.</summary>
public sealed class ConditionRuleTests
{
    [Theory]
    [InlineData("""{"StringEquals":{"k":"a","l":"b"}}""", "k=a;l=b", true)]
    [InlineData("""{"StringEquals":{"k":"a","l":"b"}}""", "k=a;l=c", false)]
    [InlineData("""{"StringEquals":{"k":"a"},"StringLike":{"l":"x*"}}""", "k=a;l=b", false)]
    [InlineData("""{"StringEquals":{"k":["a","b"]}}""", "k=b", true)]
    [InlineData("""{"StringNotEquals":{"k":["a","b"]}}""", "k=b", false)]
    [InlineData("""{"StringNotEquals":{"k":["a","b"]}}""", "k=c", true)]
    public void Rule_56_operators_and_keys_are_joined_and_values_are_alternatives(
        string block,
        string context,
        bool holds
    ) => AssertHolds(holds, block, context);

    [Theory]
    [InlineData("""{"StringEquals":{"k":"a"}}""", false)]
    [InlineData("""{"StringNotEquals":{"k":"a"}}""", true)]
    [InlineData("""{"ArnNotLike":{"k":"arn:aws:s3:::b"}}""", true)]
    [InlineData("""{"NumericEqualsIfExists":{"k":"1"}}""", true)]
    [InlineData("""{"NotIpAddress":{"k":"10.0.0.0/8"}}""", true)]
    [InlineData("""{"DateLessThan":{"k":"2026-01-01"}}""", false)]
    public void Rule_57_an_absent_key_fails_positive_operators_and_satisfies_the_others(string block, bool holds) =>
        AssertHolds(holds, block, "");

    [Theory]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"false"}}""", true)]
    [InlineData("""{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}""", false)]
    public void Rule_59_a_deny_without_IfExists_does_not_catch_long_term_keys(string block, bool isAllowed) =>
        Assert.Equal(isAllowed, IsAllowed(Request(), Allow("*"), Deny("*", "*", block)));

    [Theory]
    [InlineData("true", "", true)]
    [InlineData("true", "k=a", false)]
    [InlineData("false", "k=a", true)]
    [InlineData("false", "", false)]
    public void Rule_60_Null_asks_whether_a_key_is_absent(string value, string context, bool holds) =>
        AssertHolds(holds, $$$"""{"Null":{"k":"{{{value}}}"}}""", context);

    [Fact]
    public void Rule_60_there_is_no_NullIfExists() =>
        Assert.False(
            PolicyDocument
                .Parse(Document(Allow("*", "*", """{"NullIfExists":{"k":"true"}}""")), PolicyKind.Identity)
                .IsValid
        );

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Rule_61_an_empty_value_is_null_unless_told_otherwise(bool isNull, bool holds) =>
        AssertHolds(
            holds,
            """{"Null":{"k":"false"}}""",
            "k=",
            PolicySettings.Default with
            {
                EmptyValuesAreNull = isNull,
            }
        );

    [Theory]
    [InlineData("AWS:principaltag/TEAM")]
    [InlineData("aws:PrincipalTag/team")]
    public void Rule_62_names_of_keys_fold_case(string key) =>
        AssertHolds(true, $$$"""{"StringEquals":{"{{{key}}}":"a"}}""", "aws:PrincipalTag/Team=a");

    [Fact]
    public void Rule_62_a_key_twice_in_different_case_is_refused() =>
        Assert.False(
            PolicyDocument
                .Parse(Document(Allow("*", "*", """{"StringEquals":{"k":"a","K":"b"}}""")), PolicyKind.Identity)
                .IsValid
        );

    [Theory]
    [InlineData("""{"StringEquals":{"k":"A"}}""", false)]
    [InlineData("""{"StringLike":{"k":"A*"}}""", false)]
    [InlineData("""{"StringEqualsIgnoreCase":{"k":"A"}}""", true)]
    [InlineData("""{"StringNotEqualsIgnoreCase":{"k":"A"}}""", false)]
    public void Rule_63_the_operator_decides_whether_case_counts(string block, bool holds) =>
        AssertHolds(holds, block, "k=a");

    [Theory]
    [InlineData("k=a|b", true)]
    [InlineData("k=a|c", false)]
    [InlineData("", true)]
    [InlineData("k=", true)]
    public void Rule_64_ForAllValues_asks_all_and_holds_for_none(string context, bool holds) =>
        AssertHolds(holds, """{"ForAllValues:StringEquals":{"k":["a","b"]}}""", context);

    [Theory]
    [InlineData("k=c|b", true)]
    [InlineData("k=c|d", false)]
    [InlineData("", false)]
    [InlineData("k=", false)]
    public void Rule_65_ForAnyValue_asks_for_one_and_fails_for_none(string context, bool holds) =>
        AssertHolds(holds, """{"ForAnyValue:StringEquals":{"k":["a","b"]}}""", context);

    [Theory]
    [InlineData("ForAllValues", "k=c|d", true)]
    [InlineData("ForAllValues", "k=a|d", false)]
    [InlineData("ForAnyValue", "k=a|d", true)]
    [InlineData("ForAnyValue", "k=a|b", false)]
    public void Rule_66_a_negated_operator_asks_each_value_to_be_unlisted(string set, string context, bool holds) =>
        AssertHolds(holds, $$$"""{"{{{set}}}:StringNotEquals":{"k":["a","b"]}}""", context);

    [Theory]
    [InlineData("ForAllValues", "k=a", true)]
    [InlineData("ForAnyValue", "k=a", true)]
    [InlineData("ForAllValues", "", true)]
    public void Rule_67_a_single_value_is_a_set_of_one(string set, string context, bool holds) =>
        AssertHolds(holds, $$$"""{"{{{set}}}:StringEquals":{"k":"a"}}""", context);

    [Theory]
    [InlineData("StringEquals")]
    [InlineData("StringNotEquals")]
    public void Rule_68_a_set_answers_to_no_operator_without_qualifier(string name) =>
        AssertHolds(false, $$$"""{"{{{name}}}":{"aws:TagKeys":"z"}}""", "aws:TagKeys=z");

    [Theory]
    [InlineData("""{"ForAnyValue:StringLikeIfExists":{"k":"a*"}}""", "", true)]
    [InlineData("""{"foranyvalue:stringlikeifexists":{"k":"a*"}}""", "k=b|ab", true)]
    [InlineData("""{"ForAllValues:ArnLikeIfExists":{"k":"arn:aws:s3:::*"}}""", "k=arn:aws:sqs:::q", false)]
    public void Rule_70_prefix_and_suffix_combine_in_any_case(string block, string context, bool holds) =>
        AssertHolds(holds, block, context);

    [Theory]
    [InlineData("""{"StringLike":{"k":"a*"}}""", "k=a", true)]
    [InlineData("""{"StringLike":{"k":"a"}}""", "k=ab", false)]
    [InlineData("""{"StringLike":{"k":"a?"}}""", "k=a", false)]
    [InlineData("""{"StringEquals":{"k":"a*"}}""", "k=ab", false)]
    [InlineData("""{"StringEquals":{"k":"a*"}}""", "k=a*", true)]
    public void Rule_71_wildcards_are_for_StringLike(string block, string context, bool holds) =>
        AssertHolds(holds, block, context);

    [Theory]
    [InlineData("""{"NumericEquals":{"k":12}}""", "k=12.0", true)]
    [InlineData("""{"NumericLessThan":{"k":"12"}}""", "k=12abc", false)]
    [InlineData("""{"NumericNotEquals":{"k":"12"}}""", "k=12abc", true)]
    [InlineData("""{"NumericEquals":{"k":"1*"}}""", "k=12", false)]
    [InlineData("""{"NumericGreaterThanEquals":{"k":"-1.5"}}""", "k=-1.5", true)]
    public void Rule_72_numbers_are_whole_texts(string block, string context, bool holds) =>
        AssertHolds(holds, block, context);

    [Theory]
    [InlineData("""{"DateEquals":{"aws:EpochTime":"2026-11-24T00:00:00Z"}}""", "aws:EpochTime=1795478400", true)]
    [InlineData("""{"DateLessThan":{"k":"1795478401"}}""", "k=2026-11-24T00:00:00Z", true)]
    [InlineData("""{"NumericLessThan":{"aws:EpochTime":"1795478401"}}""", "aws:EpochTime=1795478400", true)]
    [InlineData("""{"DateEquals":{"k":"2026-11-24T01:00:00+01:00"}}""", "k=2026-11-24T00:00:00Z", true)]
    public void Rule_73_dates_compare_as_instants_however_they_are_written(string block, string context, bool holds) =>
        AssertHolds(holds, block, context);

    [Theory]
    [InlineData("2026", true)]
    [InlineData("2026-11", true)]
    [InlineData("2026-11-24", true)]
    [InlineData("2026-11-24T00:00Z", true)]
    [InlineData("2026-11-24T00:00", true)]
    [InlineData("24.11.2026", false)]
    public void Rule_74_precision_may_end_early_and_no_zone_is_UTC(string date, bool holds) =>
        AssertHolds(holds, $$$"""{"DateLessThanEquals":{"k":"2026-11-24T00:00:00Z"}}""", $"k={date}");

    [Theory]
    [InlineData("2026-11-24T00:00:00", false)]
    [InlineData("2026-11-24T00:00:00Z", true)]
    [InlineData("1795478400", true)]
    public void Rule_74_dates_without_zone_compare_with_nothing_when_told_so(string date, bool holds) =>
        AssertHolds(
            holds,
            """{"DateEquals":{"k":"2026-11-24T00:00:00Z"}}""",
            $"k={date}",
            PolicySettings.Default with
            {
                DatesWithoutZoneAreUtc = false,
            }
        );

    [Theory]
    [InlineData("""{"Bool":{"k":true}}""", "k=true", true)]
    [InlineData("""{"Bool":{"k":"True"}}""", "k=true", true)]
    [InlineData("""{"Bool":{"k":"false"}}""", "k=true", false)]
    [InlineData("""{"Bool":{"k":"true"}}""", "k=yes", false)]
    public void Rule_75_booleans_fold_case(string block, string context, bool holds) =>
        AssertHolds(holds, block, context);

    [Fact]
    public void Rule_75_booleans_compare_exactly_when_told_so() =>
        AssertHolds(
            false,
            """{"Bool":{"k":"True"}}""",
            "k=true",
            PolicySettings.Default with
            {
                BooleansFoldCase = false,
            }
        );

    [Fact]
    public void Rule_76_variables_are_not_substituted_for_Bool() =>
        AssertHolds(false, """{"Bool":{"k":"${l}"}}""", "k=true;l=true");

    [Theory]
    [InlineData("QmluYXJ5", true)]
    [InlineData("qmluYXJ5", false)]
    [InlineData("no base64!", false)]
    public void Rule_77_binary_values_compare_as_bytes(string value, bool holds) =>
        AssertHolds(holds, """{"BinaryEquals":{"k":"QmluYXJ5"}}""", $"k={value}");

    [Theory]
    [InlineData("""{"IpAddress":{"k":["10.0.0.0/8","2001:db8::/32"]}}""", "k=2001:0DB8::1", true)]
    [InlineData("""{"IpAddress":{"k":"2001:db8:0:0:0:0:0:1"}}""", "k=2001:0DB8::1", true)]
    [InlineData("""{"NotIpAddress":{"k":["10.0.0.0/8","192.168.0.0/16"]}}""", "k=192.168.1.1", false)]
    [InlineData("""{"IpAddress":{"k":"::/0"}}""", "k=10.0.0.1", false)]
    public void Rule_78_addresses_are_compared_and_not_their_texts(string block, string context, bool holds) =>
        AssertHolds(holds, block, context);

    [Theory]
    [InlineData("10.0.0.1", "k=10.0.0.1", true, true)]
    [InlineData("10.0.0.1", "k=10.0.0.2", true, false)]
    [InlineData("2001:db8::1", "k=2001:db8::1", true, true)]
    [InlineData("2001:db8::1", "k=2001:db8::1", false, false)]
    [InlineData("2001:db8::/64", "k=2001:db8::1", false, true)]
    public void Rule_79_an_address_without_length_is_that_address(
        string range,
        string context,
        bool isOne,
        bool holds
    ) =>
        AssertHolds(
            holds,
            $$$"""{"IpAddress":{"k":"{{{range}}}"}}""",
            context,
            PolicySettings.Default with
            {
                Ipv6WithoutLengthIsOneAddress = isOne,
            }
        );

    [Fact]
    public void Rule_80_private_addresses_match_as_any_others_do() =>
        AssertHolds(true, """{"IpAddress":{"aws:SourceIp":"192.168.0.0/16"}}""", "aws:SourceIp=192.168.1.7");

    [Theory]
    [InlineData("ArnEquals", "arn:aws:s3:::b*", true)]
    [InlineData("ArnLike", "arn:aws:*:::bucket", true)]
    [InlineData("ArnLike", "arn:aws:s3:*", false)]
    [InlineData("ArnNotEquals", "arn:aws:s3:::b*", false)]
    [InlineData("ArnLike", "arn:aws:S3:::bucket", false)]
    public void Rule_81_ARNs_are_compared_field_by_field(string name, string pattern, bool holds) =>
        AssertHolds(holds, $$$"""{"{{{name}}}":{"k":"{{{pattern}}}"}}""", "k=arn:aws:s3:::bucket");

    [Theory]
    [InlineData("ArnLike", true, false)]
    [InlineData("ArnNotLike", true, true)]
    [InlineData("ArnNotLike", false, false)]
    public void Rule_82_what_is_no_ARN_differs_from_all_unless_told_otherwise(string name, bool differs, bool holds) =>
        AssertHolds(
            holds,
            $$$"""{"{{{name}}}":{"k":"arn:aws:s3:::b"}}""",
            "k=bucket",
            PolicySettings.Default with
            {
                NoArnDiffersFromArns = differs,
            }
        );

    [Theory]
    [InlineData("${*}", "k=*", true)]
    [InlineData("${*}", "k=a", false)]
    [InlineData("a${?}", "k=a?", true)]
    [InlineData("${$}{l}", "k=${l}", true)]
    public void Rule_88_escapes_stand_for_the_characters(string value, string context, bool holds) =>
        AssertHolds(holds, $$$"""{"StringLike":{"k":"{{{value}}}"}}""", context);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Rule_89_wildcards_in_values_of_variables_are_literal_unless_told_otherwise(
        bool isLiteral,
        bool holds
    ) =>
        AssertHolds(
            holds,
            """{"StringLike":{"k":"home/${l}"}}""",
            "k=home/bob;l=*",
            PolicySettings.Default with
            {
                WildcardsInVariablesAreLiteral = isLiteral,
            }
        );

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Rule_41_one_listed_level_spares_when_told_so(bool needsChain, bool isDenied)
    {
        var policy = Compiled(
            PolicyKind.Resource,
            Document($$$"""{"Effect":"Deny","NotPrincipal":{"AWS":"{{{RoleArn}}}"},"Action":"*","Resource":"*"}"""),
            PolicySettings.Default with
            {
                NotPrincipalNeedsWholeChain = needsChain,
            }
        );

        var decision = Evaluator.Evaluate(Request(), Caller(Identity(Allow("*"))), new ResourcePolicy(policy, false));

        Assert.Equal(isDenied, decision.Outcome == DecisionOutcome.ExplicitDeny);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Rule_34_the_path_of_a_role_counts_unless_told_otherwise(bool counts, bool isAllowed)
    {
        var policy = Compiled(
            PolicyKind.Resource,
            Document(AllowTo($$"""{"AWS":"arn:aws:iam::{{Account}}:role/app"}""")),
            PolicySettings.Default with
            {
                RolePathsCount = counts,
            }
        );

        Assert.Equal(isAllowed, Evaluator.Evaluate(Request(), Caller(), new ResourcePolicy(policy, false)).IsAllowed);
    }

    private static CompiledPolicy Compiled(PolicyKind kind, string json, PolicySettings settings) =>
        CompiledPolicy.Compile(PolicyDocument.Parse(json, kind).Document!, kind, "policy", settings);

    private static void AssertHolds(bool expected, string block, string context, PolicySettings? settings = null)
    {
        var parsed = PolicyDocument.Parse(Document(Allow("*", "*", block)), PolicyKind.Identity);
        Assert.True(parsed.IsValid, string.Join('\n', parsed.Faults));
        var policy = CompiledPolicy.Compile(parsed.Document, PolicyKind.Identity, "policy", settings);

        var decision = Evaluator.Evaluate(Request(context: ContextOf(context)), Caller(policy), default);

        Assert.Equal(expected, decision.IsAllowed);
    }

    private static RequestContext ContextOf(string text) =>
        text.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Aggregate(new RequestContext(), (context, pair) => context.Set(pair[0], pair[1].Split('|')));
}
